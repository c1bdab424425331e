/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>
#include <libsoup/soup.h>

#include "bks-demo-nas.h"

G_BEGIN_DECLS

/* A client that knows nothing but HTTP and JSON: what these tests assert is what any program would
 * see on the wire. */

typedef struct
{
  BksDemoNas *nas;
  SoupSession *http;
  char *sid;
  char *token;
  guint status;       /* of the last answer */
  char *body;         /* of the last answer */
  char *cookie;       /* (nullable): Set-Cookie of the last answer */
  char *date;         /* (nullable) */
  char *content_type; /* (nullable) */
  char *encoding;     /* (nullable): Content-Encoding */
  GError *error;      /* (nullable): why the last request got no answer */
} DemoClient;

DemoClient *demo_client_new (const BksDemoNasOptions *options);
void demo_client_free (DemoClient *client);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DemoClient, demo_client_free)

char *demo_form (const char *name, ...) G_GNUC_NULL_TERMINATED;
char *demo_form_list (const char *name, va_list args);
JsonNode *demo_send (DemoClient *client,
                     const char *verb,
                     const char *cgi,
                     const char *form,
                     const char *cookie,
                     const char *token);
JsonNode *demo_api (DemoClient *client, const char *api, int version, const char *method, ...)
    G_GNUC_NULL_TERMINATED;
JsonNode *demo_login (DemoClient *client, const char *account, const char *password);
void demo_sign_in (DemoClient *client);

JsonNode *demo_control (DemoClient *client, const char *command, const char *format, ...)
    G_GNUC_PRINTF (3, 4);
void demo_order (DemoClient *client, const char *command, const char *format, ...)
    G_GNUC_PRINTF (3, 4);

gboolean demo_has (JsonNode *node, const char *path);
gint64 demo_int (JsonNode *node, const char *path);
const char *demo_text (JsonNode *node, const char *path);
gboolean demo_bool (JsonNode *node, const char *path);
guint demo_length (JsonNode *node, const char *path);
gint64 demo_code (JsonNode *node);
JsonNode *demo_at (JsonNode *node, const char *path);

JsonNode *demo_task_state (DemoClient *client, int task_id);

#define assert_code(node, code)                                                                    \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autoptr (JsonNode) answer_ = (node);                                                         \
    g_assert_cmpint (demo_code (answer_), ==, (code));                                             \
  }                                                                                                \
  G_STMT_END
#define assert_success(node) assert_code (node, 0)

/* Asserts what the NAS itself knows about a task. */
#define assert_task_text(client, task_id, member, expected)                                        \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autoptr (JsonNode) state_ = demo_task_state (client, task_id);                               \
    g_assert_cmpstr (demo_text (state_, member), ==, expected);                                    \
  }                                                                                                \
  G_STMT_END
#define assert_task_int(client, task_id, member, expected)                                         \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autoptr (JsonNode) state_ = demo_task_state (client, task_id);                               \
    g_assert_cmpint (demo_int (state_, member), ==, expected);                                     \
  }                                                                                                \
  G_STMT_END

G_END_DECLS
