/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>
#include <libsoup/soup.h>

#include "bks-demo-nas.h"

G_BEGIN_DECLS

/* What the files of this room share. Everything in here is touched by the NAS's own thread only.
 *
 * Two clocks: machine time (µs, real time plus what "advance" added) drives the runs; NAS time
 * (machine time plus the error of the NAS's clock, seconds since the Unix epoch) is what gets
 * written into stamps. Stamps are NAS time; 0 = never. */

#define DEMO_DAY 86400

/* DSM error codes that the NAS answers with. */
typedef enum
{
  DEMO_OK = 0,
  DEMO_UNKNOWN = 100,
  DEMO_NO_API_METHOD = 101,
  DEMO_NO_SUCH_API = 102,
  DEMO_NO_SUCH_METHOD = 103,
  DEMO_NO_SUCH_VERSION = 104,
  DEMO_NO_PERMISSION = 105,
  DEMO_PARAMETER_MISSING = 114,
  DEMO_SESSION_UNKNOWN = 119,
  DEMO_PARAMETER_INVALID = 120,
  DEMO_AUTH_REJECTED = 400,
  DEMO_AUTH_DENIED = 402,
  DEMO_AUTH_OTP_REQUIRED = 403,
  DEMO_AUTH_OTP_REJECTED = 404,
  DEMO_AUTH_BLOCKED = 407,
  DEMO_BACKUP_PARAMETER = 4400,
  DEMO_BACKUP_GENERIC = 4401,
  DEMO_BACKUP_WRONG_STATE = 4405,
} DemoCode;

/* The value of last_bkp_error_code that means "no error". */
#define DEMO_NO_BACKUP_ERROR 4401

typedef enum
{
  DEMO_PHASE_IDLE,
  DEMO_PHASE_WAITING,
  DEMO_PHASE_RUNNING,
  DEMO_PHASE_SUSPENDING,
  DEMO_PHASE_CANCELING,
  DEMO_PHASE_RESUMING,
  DEMO_PHASE_DISCARDING,
  DEMO_PHASE_DETECT_WAITING,
  DEMO_PHASE_DETECTING,
} DemoPhase;

/* What the NAS shows over TLS. All but the first one are signed by its authority. */
typedef enum
{
  DEMO_CERTIFICATE_SELF_SIGNED,
  DEMO_CERTIFICATE_EXPIRED,
  DEMO_CERTIFICATE_NOT_YET_VALID,
  DEMO_CERTIFICATE_OTHER_HOST,
  DEMO_CERTIFICATE_AUTHORITY,
} DemoCertificateKind;

typedef struct _DemoAuthority DemoAuthority;

typedef struct
{
  gint64 id;
  gint64 started;
  gint64 completed;   /* 0 = unfinished */
  const char *status; /* static: "success", "cancel", "backup", "fail" */
  gboolean locked;
} DemoVersion;

typedef struct
{
  gint64 ended;
  gint64 new_count;
  gint64 modify_count;
  gint64 delete_count;
  gint64 source_size; /* bytes */
  gint64 target_size; /* bytes; KiB on the wire */
} DemoStatistic;

typedef struct
{
  char *id; /* decimal number; for LUN tasks their name */
  gboolean lun;
  char *name;
  char *state;
  char *status_word; /* (nullable): a word set from outside, shown instead of the phase's own */
  char *last_result;
  char *last_error;
  gint64 error_code;

  int repo_id;
  char *target_id;
  char *target_type;
  char *transfer_type;
  char *data_type;
  gboolean encrypted;
  gboolean compressed;
  gboolean modified;
  gboolean online;
  gboolean damaged; /* an integrity check will find broken files */

  gboolean scheduled;
  gboolean schedule_enabled;
  int hour;
  int minute;
  guint weekdays;  /* bit 0 = Sunday */
  char *next_text; /* (nullable): next_bkp_time set from outside */

  GPtrArray *folders;      /* (element-type utf8) "/share/dir" */
  GPtrArray *applications; /* (element-type utf8) */

  gint64 last_start;
  gint64 last_end;
  gint64 last_success;
  gint64 last_detect;
  int last_progress; /* percent; -1 = "" */
  gint64 last_success_version;

  gint64 source_size; /* bytes */
  gint64 target_size; /* bytes */
  gint64 run_size;    /* bytes that one run looks at */
  double run_seconds; /* how long one takes at speed 1 */

  GArray *versions;   /* DemoVersion, oldest first */
  GArray *statistics; /* DemoStatistic, oldest first */
  gint64 next_version;

  DemoPhase phase;
  gboolean queued_resume; /* waiting to go on with a suspended run */
  guint64 queued;         /* order in the queue */
  gint64 run_started;     /* NAS time */
  double elapsed;         /* run seconds done of this run, kept while suspended */
  double left;            /* run seconds until an in-between state or a check ends */

  JsonObject *raw; /* (nullable): members that replace those of list rows and status answers */
} DemoTask;

typedef struct
{
  int id;
  const char *name;
  const char *target_type;
  const char *transfer_type;
  const char *share;
  const char *dest;
  int port;
  const char *account;
  const char *bucket;
  const char *container;
  const char *url;
} DemoRepository;

typedef struct
{
  gint64 time;
  const char *level; /* static */
  char *event;
  const char *user; /* static */
  char *task_id;    /* (nullable) */
} DemoLogLine;

typedef struct
{
  GPtrArray *lines; /* DemoLogLine, oldest first */
  gint64 n_info;
  gint64 n_warn;
  gint64 n_error;
} DemoLog;

typedef struct
{
  gint64 id;
  char *name;
  char *share;
  char *path;
  char *status;
  gboolean encrypted;
  gboolean resumable;
  gboolean computing;
  gint64 used_size; /* bytes */
  gint64 last_start;
  gint64 last_duration;
  char *key;
  GArray *statistics; /* DemoStatistic */
} DemoVaultTarget;

typedef struct
{
  char *name;
  char *password;
  gboolean otp;
  gboolean administrator;
  int code;               /* each login answers with this; 0 = none */
  gboolean bare_otp;      /* 403 without the list of types */
  gboolean no_otp_method; /* 403 whose list has no "otp" */
} DemoAccount;

typedef struct
{
  char *sid;
  char *token;
  const DemoAccount *account;
  int version;
  gint64 last_used; /* machine time */
  int lost;         /* the code that each call gets; 0 = the session is good */
} DemoSession;

typedef struct
{
  char *id;
  char *account;
  char *name;
} DemoDevice;

typedef struct
{
  char *mode;
  char *api;    /* (nullable): any */
  char *method; /* (nullable): any */
  int count;    /* how many requests it still concerns; -1 = all */
  int after;    /* how many matching ones it lets pass first */
  JsonObject *arguments;
} DemoFault;

/* One HTTP request to the NAS. */
typedef struct
{
  const char *verb;
  char *path;
  char *cgi; /* the part after /webapi/ */
  char *url; /* as received, path and query */
  char *query;
  char *address;
  GHashTable *params; /* name -> text after percent-decoding */
  char *sid;
  const char *sid_source; /* "field", "cookie" or NULL */
  char *token;
  const char *token_source; /* "header", "field" or NULL */
  char *content_type;
  char *set_cookie; /* out, nullable */
  GPtrArray *calls; /* DemoCall: the call itself, then those inside a compound */
} DemoRequest;

/* One API call, either a whole request or one element of a compound. */
typedef struct
{
  DemoRequest *request;
  int index; /* in the compound; -1 = the request itself */
  char *api;
  char *method;
  int version;        /* -1 = missing or not a number */
  gboolean json;      /* values are JSON literals */
  JsonObject *native; /* (nullable): the element of a compound */
  DemoSession *session;
  gboolean sid_ok;
  gboolean token_ok;
  int code;
  JsonNode *errors; /* (nullable) */
} DemoCall;

typedef struct
{
  gint64 http_requests;
  gint64 requests;
  gint64 logins;
  gint64 failed_logins;
  gint64 logouts;
  gint64 writes;
  gint64 writes_refused;
  gint64 remove_data;
  gint64 connections;
  GHashTable *by_method; /* "API method" -> count */
  GHashTable *write_methods;
} DemoCounters;

/* The key of logins over plain HTTP; demo-envelope.c. */
typedef struct _DemoEnvelope DemoEnvelope;

typedef struct _DemoServer
{
  BksDemoNasOptions options; /* strings are not used after the start */
  char *host_name;
  gboolean hyper_backup;
  gboolean vault;
  gboolean no_permission;
  gboolean lun;
  gboolean empty;
  gboolean dsm6;
  gboolean odd_names;

  GMainContext *context;
  SoupServer *http;
  SoupServer *control;
  GSocket *refusing;            /* (nullable): holds the port while the NAS is down */
  GSource *boot;                /* (nullable): when it comes up again */
  GPtrArray *connections;       /* GSocket: those that a request came on, the closed ones too until
                                 * the next one comes */
  DemoAuthority *authority;     /* (nullable): without TLS */
  GTlsCertificate *certificate; /* (nullable) */
  char *fingerprint;            /* (nullable) */
  char *url;
  char *control_url;
  guint delay_ms;
  gboolean omit_empty;
  gboolean no_log_total;
  gboolean ctime_format;
  gboolean no_date;
  gboolean nasty_sids;
  gboolean no_gzip;
  gboolean no_seconds;

  GRand *rand;    /* the data */
  GRand *secrets; /* session ids and tokens */

  gint64 advanced;     /* µs */
  gint64 clock_offset; /* seconds */
  gint64 utc_offset;   /* seconds */
  gint64 settled;      /* machine time up to which the runs were computed */
  double speed;
  gboolean scheduler;
  guint max_runs;
  guint64 queue_count;

  GPtrArray *tasks; /* DemoTask */
  gint64 next_task;
  GPtrArray *repositories; /* DemoRepository, static */
  DemoLog client_log;
  GPtrArray *vault_targets; /* DemoVaultTarget */
  DemoLog vault_log;        /* task_id is the target's id */
  int vault_limit;
  int vault_limit_max;

  GPtrArray *accounts;    /* DemoAccount */
  DemoEnvelope *envelope; /* (nullable): made when a client asks for it */
  GPtrArray *sessions;    /* DemoSession */
  GPtrArray *devices;     /* DemoDevice */
  GPtrArray *issued;      /* (element-type utf8): every secret that was ever given away */
  GHashTable *failures;   /* address -> count of refused logins */
  GHashTable *blocked;    /* addresses */
  gboolean block_all;     /* a block concerns every call, not only logins */
  char *otp;
  int lose_after; /* calls until every session is lost; -1 = never */
  int lose_code;

  GPtrArray *faults; /* DemoFault */
  DemoCounters counters;
  GQueue records; /* JsonNode */
} DemoServer;

/* demo-certificate.c */
gboolean demo_certificate_kind_from_name (const char *name, DemoCertificateKind *kind);
DemoAuthority *demo_authority_new (GError **error);
void demo_authority_free (DemoAuthority *self);
const char *demo_authority_get_pem (DemoAuthority *self);
GTlsCertificate *demo_certificate_new (DemoCertificateKind kind,
                                       DemoAuthority *authority,
                                       char **fingerprint,
                                       GError **error);

/* demo-server.c */
DemoServer *demo_server_new (const BksDemoNasOptions *options);
void demo_server_free (DemoServer *server);
gboolean demo_server_listen (DemoServer *server, GError **error);
gboolean demo_server_renew_certificate (DemoServer *server,
                                        DemoCertificateKind kind,
                                        GError **error);
void demo_server_add_connection (DemoServer *server, GSocket *socket);
void demo_server_drop_connections (DemoServer *server);
gboolean demo_server_reboot (DemoServer *server, gint64 ms, GError **error);
gint64 demo_machine_time (DemoServer *server);
gint64 demo_now (DemoServer *server);
char *demo_wall_clock (DemoServer *server, gint64 stamp, gboolean seconds);
DemoTask *demo_find_task (DemoServer *server, const char *id);
const DemoRepository *demo_find_repository (DemoServer *server, int id);

/* demo-http.c */
void demo_http_handle (SoupServer *http,
                       SoupServerMessage *message,
                       const char *path,
                       GHashTable *query,
                       gpointer data);
void demo_request_free (DemoRequest *request);

/* demo-call.c */
void demo_call_free (DemoCall *call);
void demo_request_parse_calls (DemoServer *server, DemoRequest *request);
JsonNode *demo_request_answer (DemoServer *server, DemoRequest *request);
JsonNode *demo_call_fail (DemoCall *call, int code);
JsonNode *demo_call_fail_parameter (DemoCall *call, const char *name, const char *reason);
JsonNode *demo_call_done (void);
JsonNode *demo_node (JsonObject *object);

/* demo-params.c */
GHashTable *demo_params_new (void);
void demo_params_decode (GHashTable *params, const char *text, gsize length);
JsonNode *demo_parse_literal (const char *text);
gboolean demo_node_to_int (JsonNode *node, gint64 *value);
gboolean demo_node_to_bool (JsonNode *node, gboolean *value);
JsonNode *demo_call_dup_param (DemoCall *call, const char *name);
char *demo_call_dup_text (DemoCall *call, const char *name);
gboolean demo_call_get_int (DemoCall *call, const char *name, gint64 *value);
gboolean demo_call_get_bool (DemoCall *call, const char *name, gboolean *value);
GStrv demo_call_dup_strv (DemoCall *call, const char *name);

/* demo-registry.c */
typedef JsonNode *(*DemoHandler) (DemoServer *server, DemoCall *call);

typedef enum
{
  DEMO_METHOD_OPEN = 1 << 0,  /* needs no session */
  DEMO_METHOD_WRITE = 1 << 1, /* needs the token */
  DEMO_METHOD_ADMIN = 1 << 2, /* needs an administrator */
} DemoMethodFlags;

typedef struct
{
  const char *api;
  const char *method;
  int version;     /* the lowest one that has it */
  int max_version; /* the highest one that has it */
  DemoHandler handler;
  DemoMethodFlags flags;
} DemoMethod;

typedef struct
{
  const char *name;
  int min_version;
  int max_version;
  gboolean json;
  const char *path;
} DemoApi;

gboolean demo_registry_lookup (DemoServer *server, const char *name, DemoApi *api);
const DemoMethod *demo_registry_method (const char *api, const char *method, int version);
JsonNode *demo_info_query (DemoServer *server, DemoCall *call);

/* demo-auth.c */
void demo_auth_init (DemoServer *server);
void demo_auth_clear (DemoServer *server);
DemoAccount *demo_account_add (DemoServer *server, const char *name, const char *password);
DemoSession *demo_auth_find_session (DemoServer *server, const char *sid);
void demo_auth_expire (DemoServer *server, int code);
void demo_auth_forget_sessions (DemoServer *server);
JsonNode *demo_auth_login (DemoServer *server, DemoCall *call);
JsonNode *demo_auth_logout (DemoServer *server, DemoCall *call);

/* demo-envelope.c */
JsonNode *demo_encryption_getinfo (DemoServer *server, DemoCall *call);
JsonNode *demo_auth_ui_config (DemoServer *server, DemoCall *call);
void demo_envelope_open (DemoServer *server, GHashTable *params);
void demo_envelope_free (DemoEnvelope *envelope);

/* demo-system.c */
JsonNode *demo_system_info (DemoServer *server, DemoCall *call);
JsonNode *demo_dsm_info (DemoServer *server, DemoCall *call);
JsonNode *demo_network_list (DemoServer *server, DemoCall *call);
JsonNode *demo_package_list (DemoServer *server, DemoCall *call);

/* demo-data.c, demo-history.c */
void demo_data_seed (DemoServer *server);
DemoTask *demo_data_add_task (DemoServer *server, const char *name, int repo_id);
void demo_task_free (DemoTask *task);
void demo_history_seed (DemoServer *server);
gint64 demo_local_midnight (DemoServer *server, gint64 stamp);

/* demo-tasks.c */
JsonNode *demo_task_list (DemoServer *server, DemoCall *call);
JsonNode *demo_task_status (DemoServer *server, DemoCall *call);
JsonNode *demo_task_get (DemoServer *server, DemoCall *call);
DemoTask *demo_call_task (DemoServer *server, DemoCall *call);
JsonObject *demo_task_status_object (DemoServer *server, DemoTask *task);
JsonObject *demo_task_progress (DemoTask *task, double speed);
char *demo_task_next_time (DemoServer *server, DemoTask *task);

/* demo-actions.c */
JsonNode *demo_task_backup (DemoServer *server, DemoCall *call);
JsonNode *demo_task_cancel (DemoServer *server, DemoCall *call);
JsonNode *demo_task_suspend (DemoServer *server, DemoCall *call);
JsonNode *demo_task_resume (DemoServer *server, DemoCall *call);
JsonNode *demo_task_discard (DemoServer *server, DemoCall *call);
JsonNode *demo_task_delete (DemoServer *server, DemoCall *call);
JsonNode *demo_target_error_detect (DemoServer *server, DemoCall *call);
JsonNode *demo_target_error_detect_cancel (DemoServer *server, DemoCall *call);

/* demo-run.c */
typedef struct
{
  const char *step;
  int percent;
  double done; /* 0 to 1, of the bytes */
  gboolean show_progress;
  gboolean can_cancel;
  gboolean can_suspend;
} DemoProgress;

void demo_settle (DemoServer *server);
const char *demo_task_status_word (DemoTask *task);
gboolean demo_task_is_busy (DemoTask *task);
gboolean demo_task_is_suspended (DemoTask *task);
gboolean demo_task_has_run (DemoTask *task);
void demo_task_describe_progress (DemoTask *task, DemoProgress *progress);
void demo_task_set_percent (DemoTask *task, double percent);
void demo_run_start (DemoServer *server, DemoTask *task);
void demo_run_enter (DemoServer *server, DemoTask *task, DemoPhase phase);
void demo_run_queue_resume (DemoServer *server, DemoTask *task);
void demo_run_detect (DemoServer *server, DemoTask *task);
void demo_run_detect_end (DemoServer *server, DemoTask *task, gboolean cancelled);
void demo_run_finish (DemoServer *server,
                      DemoTask *task,
                      const char *result,
                      const char *error,
                      gint64 error_code);
gint64 demo_next_trigger (DemoServer *server, DemoTask *task, gint64 after);
gint64 demo_last_trigger (DemoServer *server, DemoTask *task, gint64 before);

/* demo-target.c */
JsonNode *demo_target_get (DemoServer *server, DemoCall *call);
JsonNode *demo_repository_list (DemoServer *server, DemoCall *call);
JsonNode *demo_repository_get (DemoServer *server, DemoCall *call);
JsonObject *demo_repository_object (const DemoRepository *repository);
JsonNode *demo_version_list (DemoServer *server, DemoCall *call);
JsonNode *demo_client_statistic_get (DemoServer *server, DemoCall *call);
JsonObject *demo_statistics_object (GArray *statistics);

/* demo-log.c */
void demo_log_init (DemoLog *log);
void demo_log_clear (DemoLog *log);
void demo_log_add (DemoLog *log,
                   gint64 time,
                   const char *level,
                   const char *user,
                   const char *task_id,
                   char *event);
void demo_log_sort (DemoLog *log);
void demo_log_keep_newest (DemoLog *log, guint n);
void demo_log_task (DemoServer *server,
                    DemoTask *task,
                    gint64 time,
                    const char *level,
                    const char *user,
                    const char *format,
                    ...) G_GNUC_PRINTF (6, 7);
JsonNode *demo_client_log_list (DemoServer *server, DemoCall *call);
JsonNode *demo_server_log_list (DemoServer *server, DemoCall *call);

/* demo-vault.c */
void demo_vault_seed (DemoServer *server);
void demo_vault_target_free (DemoVaultTarget *target);
JsonObject *demo_vault_target_object (DemoVaultTarget *target);
JsonNode *demo_vault_list (DemoServer *server, DemoCall *call);
JsonNode *demo_vault_detail (DemoServer *server, DemoCall *call);
JsonNode *demo_vault_config_get (DemoServer *server, DemoCall *call);
JsonNode *demo_vault_config_set (DemoServer *server, DemoCall *call);
JsonNode *demo_vault_statistic_get (DemoServer *server, DemoCall *call);

/* demo-fault.c */
DemoFault *demo_fault_new (JsonObject *arguments);
void demo_fault_free (DemoFault *fault);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DemoFault, demo_fault_free)
DemoFault *demo_fault_take (DemoServer *server, DemoRequest *request);
gboolean demo_fault_is_mode (const char *mode);
gboolean demo_fault_is_rows (const char *name, JsonNode *node);
JsonNode *demo_fault_apply_node (DemoFault *fault, JsonNode *answer);
GBytes *demo_fault_apply_bytes (DemoFault *fault, GBytes *body);

/* demo-fault-rows.c */
void demo_fault_change_rows (DemoFault *fault, JsonObject *answer);
GBytes *demo_fault_flood (DemoFault *fault, const char *text);

/* demo-record.c */
void demo_counters_init (DemoCounters *counters);
void demo_counters_clear (DemoCounters *counters);
void demo_record_call (DemoServer *server, DemoCall *call);
JsonNode *demo_records (DemoServer *server);
JsonNode *demo_counters_node (DemoServer *server);

/* demo-control.c, demo-control-tasks.c */
char *demo_control_run (DemoServer *server,
                        const char *command,
                        const char *arguments,
                        GError **error);
void demo_control_handle (SoupServer *http,
                          SoupServerMessage *message,
                          const char *path,
                          GHashTable *query,
                          gpointer data);
JsonNode *demo_control_state (DemoServer *server);
gboolean demo_control_set_task (DemoServer *server,
                                DemoTask *task,
                                JsonObject *arguments,
                                GError **error);

G_END_DECLS
