/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "dsm"

#include "dsm-param-private.h"

#include <string.h>

#include "dsm-scan-private.h"

typedef struct
{
  char *name;
  char *json; /* the value as a JSON literal */
  char *raw;  /* (nullable): as bare text, where that differs; NULL = as json */
} Param;

struct _DsmParams
{
  GPtrArray *params; /* (element-type Param), in the order in which they are sent */
};

static void
wipe (char *text)
{
  if (text != NULL)
    explicit_bzero (text, strlen (text));
  g_free (text);
}

static void
param_free (gpointer data)
{
  Param *param = data;

  g_free (param->name);
  wipe (param->json);
  wipe (param->raw);
  g_free (param);
}

DsmParams *
dsm_params_new (void)
{
  DsmParams *self = g_new0 (DsmParams, 1);

  self->params = g_ptr_array_new_with_free_func (param_free);
  return self;
}

void
dsm_params_free (DsmParams *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->params);
  g_free (self);
}

static void
add (DsmParams *self, const char *name, char *json, char *raw)
{
  Param *param = g_new0 (Param, 1);

  param->name = g_strdup (name);
  param->json = json;
  param->raw = raw;
  g_ptr_array_add (self->params, param);
}

void
dsm_params_add_int (DsmParams *self, const char *name, gint64 value)
{
  add (self, name, g_strdup_printf ("%" G_GINT64_FORMAT, value), NULL);
}

void
dsm_params_add_bool (DsmParams *self, const char *name, gboolean value)
{
  add (self, name, g_strdup (value ? "true" : "false"), NULL);
}

void
dsm_params_add_null (DsmParams *self, const char *name)
{
  add (self, name, g_strdup ("null"), NULL);
}

/* @json: a JSON literal of which the caller is sure */
void
dsm_params_add_json (DsmParams *self, const char *name, const char *json)
{
  add (self, name, g_strdup (json), NULL);
}

void
dsm_params_add_string (DsmParams *self, const char *name, const char *value)
{
  GString *json = g_string_new (NULL);

  dsm_json_append_string (json, value);
  add (self, name, g_string_free (json, FALSE), g_strdup (value));
}

void
dsm_params_add_strv (DsmParams *self, const char *name, const char *const *values)
{
  GString *json = g_string_new ("[");

  for (guint i = 0; values[i] != NULL; i++)
    {
      if (i > 0)
        g_string_append_c (json, ',');
      dsm_json_append_string (json, values[i]);
    }
  g_string_append_c (json, ']');
  add (self, name, g_string_free (json, FALSE), NULL);
}

/* IDs of tasks are numbers on the wire; those of LUN tasks are names. */
static char *
id_to_json (const char *id)
{
  GString *json;
  gint64 number;

  if (g_ascii_isdigit (*id)
      && g_ascii_string_to_signed (id, 10, 0, DSM_SCAN_MAX_INTEGER, &number, NULL))
    return g_strdup_printf ("%" G_GINT64_FORMAT, number);
  json = g_string_new (NULL);
  dsm_json_append_string (json, id);
  return g_string_free (json, FALSE);
}

void
dsm_params_add_id (DsmParams *self, const char *name, const char *id)
{
  add (self, name, id_to_json (id), g_strdup (id));
}

void
dsm_params_add_ids (DsmParams *self, const char *name, const char *const *ids)
{
  GString *json = g_string_new ("[");

  for (guint i = 0; ids[i] != NULL; i++)
    {
      g_autofree char *id = id_to_json (ids[i]);

      if (i > 0)
        g_string_append_c (json, ',');
      g_string_append (json, id);
    }
  g_string_append_c (json, ']');
  add (self, name, g_string_free (json, FALSE), NULL);
}

/*
 * dsm_json_append_string:
 *
 * Appends @value as a JSON string, with its quotes. What is not UTF-8 is repaired.
 */
void
dsm_json_append_string (GString *json, const char *value)
{
  g_autofree char *valid = g_utf8_make_valid (value, -1);

  g_string_append_c (json, '"');
  for (const char *p = valid; *p != '\0'; p++)
    {
      if (*p == '"' || *p == '\\')
        g_string_append_printf (json, "\\%c", *p);
      else if ((guchar) *p < 0x20 || *p == 0x7f)
        g_string_append_printf (json, "\\u%04x", (guint) *p);
      else
        g_string_append_c (json, *p);
    }
  g_string_append_c (json, '"');
}

/* Appends NAME=VALUE to a form, both percent-encoded as UTF-8. */
void
dsm_form_append (GString *form, const char *name, const char *value)
{
  g_autofree char *escaped = g_uri_escape_string (value, NULL, FALSE);

  if (form->len > 0)
    g_string_append_c (form, '&');
  g_string_append_uri_escaped (form, name, NULL, FALSE);
  g_string_append_c (form, '=');
  g_string_append (form, escaped);
  explicit_bzero (escaped, strlen (escaped));
}

/*
 * dsm_params_append_form:
 * @form: to append to
 * @json_format: discovery says `requestFormat: "JSON"`: strings get their quotes. Without it strings
 *   are sent bare
 *
 * Section 2 of the protocol reference.
 */
void
dsm_params_append_form (DsmParams *self, GString *form, gboolean json_format)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < self->params->len; i++)
    {
      const Param *param = g_ptr_array_index (self->params, i);

      dsm_form_append (form, param->name,
                       !json_format && param->raw != NULL ? param->raw : param->json);
    }
}

/* Appends `,"name":value` for each, to go on an object in a compound request. */
void
dsm_params_append_members (DsmParams *self, GString *json)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < self->params->len; i++)
    {
      const Param *param = g_ptr_array_index (self->params, i);

      g_string_append_c (json, ',');
      dsm_json_append_string (json, param->name);
      g_string_append_c (json, ':');
      g_string_append (json, param->json);
    }
}
