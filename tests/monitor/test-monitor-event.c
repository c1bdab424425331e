/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test"

#include "bks-event-detect.h"

/* Tuesday, 12 May 2026, 02:00 UTC: the backup runs every day at 02:00 for 31 minutes. Sights are
 * told in minutes from there. */
#define T0         (G_GINT64_CONSTANT (1778551200) * G_USEC_PER_SEC)
#define MINUTE     G_TIME_SPAN_MINUTE
#define HOUR       60
#define DAY        (24 * HOUR)
#define AT(minute) (T0 + (minute) *MINUTE)

#define START(day) AT ((day) *DAY)
#define END(day)   AT ((day) *DAY + 31)

#define STATE(word)  .state = BKS_STATE_##word
#define STATUS(word) .status = BKS_STATUS_##word
#define RESULT(word) .result = BKS_RESULT_##word
#define RUN(day)     .last_start = START (day), .last_end = END (day)

/* Sights of a backup: its last run was on that day. */
#define GOOD(day)                                                                                  \
  .is_known = TRUE, STATE (BACKUPABLE), STATUS (NONE), RESULT (GOOD), RUN (day),                   \
  .last_success = END (day), .processed = -1, .transmitted = -1, .percent = -1
#define BAD(day)                                                                                   \
  .is_known = TRUE, STATE (BACKUPABLE), STATUS (NONE), RESULT (FAILED), RUN (day),                 \
  .processed = -1, .transmitted = -1, .percent = -1
/* It runs since 02:00 of that day; its last end is of the day before. */
#define BUSY(day)                                                                                  \
  .is_known = TRUE, STATE (BACKUPABLE), STATUS (BACKUP), RESULT (RUNNING),                         \
  .last_start = START (day), .last_end = END ((day) -1), .processed = 100, .transmitted = 10,      \
  .percent = 5, .step = (char *) "data_backup"

#define OF_RUN(day, n, of)                                                                         \
  .run = { .ended = END (day),                                                                     \
           .n_earlier = 5,                                                                         \
           .n_changed = (n),                                                                       \
           .usual_changed = (of),                                                                  \
           .size = 1000000000,                                                                     \
           .usual_size = 1000000000 }
#define SIZE_OF_RUN(day, n, of)                                                                    \
  .run = { .ended = END (day),                                                                     \
           .n_earlier = 5,                                                                         \
           .n_changed = 10,                                                                        \
           .usual_changed = 10,                                                                    \
           .size = (n) *G_GINT64_CONSTANT (1000000),                                               \
           .usual_size = (of) *G_GINT64_CONSTANT (1000000) }

#define HEARD   BKS_SIGHT_HEARD
#define SILENT  BKS_SIGHT_SILENT
#define WAITING BKS_SIGHT_WAITING
#define OUT     BKS_SIGHT_SIGNED_OUT
#define NONE    BKS_SIGHT_NONE

typedef struct
{
  int at; /* minutes */
  BksSightState nas;
  BksTaskSight task;
  const char *says; /* "+failed -overdue"; %NULL = no more sights */
} Step;

#pragma GCC diagnostic push
/* What a row says after GOOD and the like is what the case is about. */
#pragma GCC diagnostic ignored "-Woverride-init"

static const struct
{
  const char *name;
  Step steps[8];
} cases[] = {
  { "nothing is the matter",
    { { 60, HEARD, { GOOD (0) }, "" }, { 120, HEARD, { GOOD (0) }, "" } } },

  /* Failed */
  { "failed, good again",
    { { 60, HEARD, { GOOD (0) }, "" },
      { DAY + 60, HEARD, { BAD (1) }, "+failed" },
      { DAY + 61, HEARD, { BAD (1) }, "" },
      { 2 * DAY + 10, HEARD, { BUSY (2) }, "" },
      { 2 * DAY + 60, HEARD, { GOOD (2) }, "-failed +recovered" },
      { 3 * DAY + 10, HEARD, { BUSY (3) }, "-recovered" } } },
  { "failed already when it is seen first", { { 60, HEARD, { BAD (0) }, "+failed" } } },
  { "failed while nobody looked",
    { { 60, HEARD, { GOOD (0) }, "" }, { 9 * DAY, HEARD, { BAD (8) }, "+failed" } } },
  { "fails again and again: one problem",
    { { 60, HEARD, { BAD (0) }, "+failed" },
      { DAY + 10, HEARD, { BUSY (1) }, "" },
      { DAY + 60, HEARD, { BAD (1) }, "" },
      { 2 * DAY + 60, HEARD, { BAD (2) }, "" },
      { 3 * DAY + 60, HEARD, { GOOD (3) }, "-failed +recovered" },
      { 4 * DAY + 60, HEARD, { BAD (4) }, "+failed -recovered" } } },
  { "a failure is not told while it is busy",
    { { 60, HEARD, { GOOD (0) }, "" },
      { DAY + 60, HEARD, { BAD (1), STATUS (BACKUP) }, "" },
      { DAY + 61, HEARD, { BAD (1), STATUS (WAITING) }, "" },
      { DAY + 62, HEARD, { BAD (1), STATUS (DELETING_VERSIONS) }, "" },
      { DAY + 63, HEARD, { BAD (1), STATUS (CANCELLING) }, "" },
      { DAY + 70, HEARD, { BAD (1) }, "+failed" } } },
  { "nor while the result says that it runs",
    { { 60, HEARD, { BAD (0) }, "+failed" },
      { 61, HEARD, { BAD (0), RESULT (RUNNING) }, "" },
      { 62, HEARD, { BAD (0), RESULT (RUNNING_DELETE) }, "" },
      { 63, HEARD, { BAD (0), STATE (DAMAGED), RESULT (RUNNING) }, "" } } },
  { "an error beside a good result",
    { { 60, HEARD, { GOOD (0), .has_error = TRUE }, "+failed" },
      { 90, HEARD, { GOOD (0) }, "-failed" } } },
  { "rotation failed", { { 60, HEARD, { BAD (0), RESULT (ROTATION_FAILED) }, "+failed" } } },
  { "cancelling the next run mends nothing",
    { { 60, HEARD, { BAD (0) }, "+failed" },
      { 90, HEARD, { BAD (0), RESULT (CANCELLED), .last_end = AT (80) }, "" },
      { 99, HEARD, { BAD (0), RESULT (SUSPENDED), .last_end = AT (85) }, "" } } },
  { "cancelled by somebody is no failure", { { 60, HEARD, { BAD (0), RESULT (CANCELLED) }, "" } } },
  { "never run is no failure", { { 60, HEARD, { BAD (0), RESULT (NEVER) }, "" } } },
  { "a result that nobody knows changes nothing",
    { { 60, HEARD, { BAD (0) }, "+failed" },
      { 61, HEARD, { BAD (0), RESULT (UNKNOWN) }, "" },
      { 62, HEARD, { BAD (0), RESULT (NOT_SAID) }, "" } } },
  { "a status that nobody knows changes nothing",
    { { 60, HEARD, { BAD (0), STATUS (UNKNOWN) }, "" },
      { 61, HEARD, { BAD (0) }, "+failed" },
      { 62, HEARD, { GOOD (0), STATUS (UNKNOWN) }, "" },
      { 63, HEARD, { GOOD (0), STATUS (NOT_SAID) }, "" } } },
  { "a state that nobody knows changes nothing",
    { { 60, HEARD, { BAD (0), STATE (UNKNOWN) }, "" },
      { 61, HEARD, { BAD (0), STATE (NOT_SAID) }, "" },
      { 62, HEARD, { BAD (0) }, "+failed" },
      { 63, HEARD, { GOOD (0), STATE (UNKNOWN) }, "" } } },
  { "a LUN has no state",
    { { 60, HEARD, { BAD (0), STATE (NOT_SAID), .is_lun = TRUE }, "+failed" },
      { DAY, HEARD, { GOOD (1), STATE (NOT_SAID), .is_lun = TRUE }, "-failed +recovered" } } },
  { "no answer for this backup changes nothing",
    { { 60, HEARD, { BAD (0), .is_known = FALSE }, "" },
      { 61, HEARD, { BAD (0) }, "+failed" },
      { 62, HEARD, { GOOD (0), .is_known = FALSE }, "" } } },
  { "a NAS that does not answer changes nothing about its backups",
    { { 60, HEARD, { GOOD (0) }, "" },
      { 61, SILENT, { BAD (0) }, "" },
      { 62, HEARD, { BAD (0) }, "+failed" },
      { 63, SILENT, { GOOD (0) }, "" },
      { 64, NONE, { GOOD (0) }, "" } } },
  { "removed on the NAS",
    { { 60, HEARD, { BAD (0) }, "+failed" },
      { 61, HEARD, { .id = (char *) "gone" }, "-failed" },
      { 62, HEARD, { BAD (0) }, "+failed" } } },
  { "removed on the NAS, and another one has its ID",
    { { 60, HEARD, { GOOD (0) }, "" },
      { 61, HEARD, { .id = (char *) "gone" }, "" },
      { DAY + 60, HEARD, { GOOD (1) }, "" } } },

  /* Incomplete */
  { "incomplete, good again",
    { { 60, HEARD, { BAD (0), RESULT (INCOMPLETE) }, "+incomplete" },
      { DAY + 60, HEARD, { BAD (1), RESULT (CANCELLED) }, "" },
      { 2 * DAY + 60, HEARD, { GOOD (2) }, "-incomplete +recovered" } } },
  { "incomplete, then failed",
    { { 60, HEARD, { BAD (0), RESULT (INCOMPLETE) }, "+incomplete" },
      { DAY + 60, HEARD, { BAD (1) }, "+failed -incomplete" } } },
  { "failed, then incomplete",
    { { 60, HEARD, { BAD (0) }, "+failed" },
      { DAY + 60, HEARD, { BAD (1), RESULT (INCOMPLETE) }, "-failed +incomplete" } } },

  /* The destination */
  { "a destination is damaged, is repaired, and a run succeeds",
    { { 60, HEARD, { GOOD (0) }, "" },
      { 90, HEARD, { GOOD (0), STATE (DAMAGED) }, "+destination" },
      { 91, HEARD, { GOOD (0), STATE (DAMAGED), STATUS (BACKUP) }, "" },
      { 99, HEARD, { GOOD (0) }, "-destination" },
      { DAY + 60, HEARD, { GOOD (1) }, "+success" } } },
  { "a damaged destination is not told while it is busy",
    { { 60, HEARD, { GOOD (0), STATE (DAMAGED), STATUS (BACKUP) }, "" },
      { 61, HEARD, { GOOD (0), STATE (DAMAGED) }, "+destination" } } },
  { "a run fails at a damaged destination: one problem, also after the repair",
    { { 60, HEARD, { BAD (0), STATE (DAMAGED) }, "+destination" },
      { DAY + 60, HEARD, { BAD (1), STATE (DAMAGED) }, "" },
      { DAY + 90, HEARD, { BAD (1) }, "" },
      { 2 * DAY + 10, HEARD, { BUSY (2) }, "" },
      { 2 * DAY + 60, HEARD, { GOOD (2) }, "-destination +recovered" } } },
  { "repaired, but the next run fails",
    { { 60, HEARD, { BAD (0), STATE (DAMAGED) }, "+destination" },
      { 90, HEARD, { BAD (0) }, "" },
      { DAY + 60, HEARD, { BAD (1) }, "-destination +failed" } } },
  { "failed, then the destination breaks",
    { { 60, HEARD, { BAD (0) }, "+failed" },
      { 90, HEARD, { BAD (0), STATE (DAMAGED) }, "+destination -failed" } } },
  { "the run's error says that the destination is damaged",
    { { 60, HEARD, { BAD (0), .is_damaged = TRUE }, "+destination" } } },
  { "an old error of damage beside a good run",
    { { 60, HEARD, { GOOD (0), .is_damaged = TRUE }, "" } } },
  { "the sign-in at the destination is refused",
    { { 60, HEARD, { GOOD (0), STATE (UNAUTH) }, "+destination" },
      { 90, HEARD, { GOOD (0) }, "-destination" } } },
  { "the service has ended", { { 60, HEARD, { GOOD (0), STATE (ENDED) }, "+destination" } } },
  { "the run did not find the destination",
    { { 60, HEARD, { BAD (0), RESULT (DEST_MISSING) }, "+destination" },
      { DAY + 60, HEARD, { BAD (1), RESULT (DEST_MISSING) }, "" },
      { DAY + 90, HEARD, { BAD (1), RESULT (CANCELLED), .last_end = AT (DAY + 80) }, "" },
      { 2 * DAY + 60, HEARD, { GOOD (2) }, "-destination +recovered" } } },
  { "a look finds the destination switched off, a later one finds it",
    { { 60, HEARD, { GOOD (0), .destination = BKS_DESTINATION_OFFLINE }, "+destination" },
      { 75, HEARD, { GOOD (0), .destination = BKS_DESTINATION_NOT_ASKED }, "" },
      { 90, HEARD, { GOOD (0), .destination = BKS_DESTINATION_ONLINE }, "-destination" } } },
  { "a look finds the destination switched off, then a run reaches it",
    { { 60, HEARD, { GOOD (0), .destination = BKS_DESTINATION_OFFLINE }, "+destination" },
      { DAY + 60, HEARD, { GOOD (1) }, "-destination +recovered" } } },
  { "nobody has looked at the destination",
    { { 60, HEARD, { GOOD (0), .destination = BKS_DESTINATION_NOT_ASKED }, "" } } },
  { "a state that nobody knows does not mend the destination",
    { { 60, HEARD, { GOOD (0), STATE (DAMAGED) }, "+destination" },
      { 90, HEARD, { GOOD (0), STATE (UNKNOWN) }, "" },
      { 91, HEARD, { GOOD (0), STATE (NOT_SAID) }, "" } } },

  /* Integrity */
  { "a check finds damage, and later none",
    { { 60, HEARD, { GOOD (0), .last_check = AT (-DAY) }, "" },
      { 90, HEARD, { GOOD (0), .last_check = AT (-DAY), STATE (INTEGRITY), STATUS (DETECT) }, "" },
      { 99, HEARD, { GOOD (0), .last_check = AT (98), STATE (INTEGRITY) }, "+check-failed" },
      { 100, HEARD, { GOOD (0), .last_check = AT (98), STATE (INTEGRITY), STATUS (DETECT) }, "" },
      { 120, HEARD, { GOOD (0), .last_check = AT (119) }, "-check-failed +check-passed" } } },
  { "the run's result is a failed check",
    { { 60, HEARD, { BAD (0), RESULT (INTEGRITY) }, "+check-failed" },
      { DAY + 60, HEARD, { GOOD (1) }, "-check-failed +success" } } },
  { "damaged data, and failed: both are told",
    { { 60, HEARD, { BAD (0) }, "+failed" },
      { 90, HEARD, { BAD (0), STATE (INTEGRITY) }, "+check-failed" },
      { 91, HEARD, { BAD (0), STATE (UNKNOWN) }, "" },
      { 99, HEARD, { BAD (0) }, "-check-failed" } } },
  { "a check passes",
    { { 60, HEARD, { GOOD (0), .last_check = AT (-DAY) }, "" },
      { 90, HEARD, { GOOD (0), .last_check = AT (-DAY), STATUS (DETECT) }, "" },
      { 120, HEARD, { GOOD (0), .last_check = AT (110) }, "+check-passed" },
      { 130, HEARD, { GOOD (0), .last_check = AT (110) }, "" },
      { 140, HEARD, { GOOD (0), .last_check = AT (110), STATUS (DETECT) }, "-check-passed" } } },
  { "a check is cancelled",
    { { 60, HEARD, { GOOD (0), .last_check = AT (-DAY) }, "" },
      { 90, HEARD, { GOOD (0), .last_check = AT (-DAY), STATUS (DETECT) }, "" },
      { 120, HEARD, { GOOD (0), .last_check = AT (-DAY) }, "" } } },
  { "a check is old when one hears of it first",
    { { 60, HEARD, { GOOD (0) }, "" }, { 90, HEARD, { GOOD (0), .last_check = AT (-DAY) }, "" } } },
  { "the first check that is seen passes",
    { { 60, HEARD, { GOOD (0) }, "" },
      { 90, HEARD, { GOOD (0), STATUS (DETECT) }, "" },
      { 120, HEARD, { GOOD (0) }, "" },
      { 121, HEARD, { GOOD (0), .last_check = AT (110) }, "+check-passed" } } },
  { "the first check that is seen is cancelled",
    { { 60, HEARD, { GOOD (0) }, "" },
      { 90, HEARD, { GOOD (0), STATUS (DETECT) }, "" },
      { 120, HEARD, { GOOD (0), .last_check = AT (-DAY) }, "" } } },

  /* Overdue */
  { "a run is missing, and then it runs",
    { { 60, HEARD, { GOOD (0) }, "" },
      { DAY + 95, HEARD, { GOOD (0), .is_overdue = TRUE, .missed = START (1) }, "+overdue" },
      { 2 * DAY + 95, HEARD, { GOOD (0), .is_overdue = TRUE, .missed = START (2) }, "" },
      { 3 * DAY + 10, HEARD, { BUSY (3) }, "" },
      { 3 * DAY + 60, HEARD, { GOOD (3) }, "-overdue +success" } } },
  { "overdue is not told while it is busy",
    { { DAY + 95, HEARD, { BUSY (1), .is_overdue = TRUE, .missed = START (1) }, "" } } },
  { "overdue, and the run that comes fails",
    { { DAY + 95, HEARD, { GOOD (0), .is_overdue = TRUE, .missed = START (1) }, "+overdue" },
      { 2 * DAY + 60, HEARD, { BAD (2) }, "+failed -overdue" } } },
  { "overdue, then the destination breaks and is repaired: told once",
    { { DAY + 95, HEARD, { GOOD (0), .is_overdue = TRUE, .missed = START (1) }, "+overdue" },
      { DAY + 99, HEARD, { GOOD (0), STATE (DAMAGED) }, "+destination" },
      { DAY + 100,
        HEARD,
        { GOOD (0), .is_overdue = TRUE, .missed = START (1) },
        "-destination" } } },
  { "overdue, then a look finds no destination: told once",
    { { DAY + 95, HEARD, { GOOD (0), .is_overdue = TRUE, .missed = START (1) }, "+overdue" },
      { DAY + 99, HEARD, { GOOD (0), .destination = BKS_DESTINATION_OFFLINE }, "+destination" } } },
  { "overdue, and the run that comes finds the destination damaged",
    { { DAY + 95, HEARD, { GOOD (0), .is_overdue = TRUE, .missed = START (1) }, "+overdue" },
      { 2 * DAY + 60, HEARD, { BAD (2), STATE (DAMAGED) }, "+destination -overdue" } } },
  { "overdue, and its schedule is switched off",
    { { DAY + 95, HEARD, { GOOD (0), .is_overdue = TRUE, .missed = START (1) }, "+overdue" },
      { DAY + 99, HEARD, { GOOD (0) }, "-overdue" } } },
  { "overdue by its age alone",
    { { 30 * DAY, HEARD, { GOOD (0), .is_overdue = TRUE }, "+overdue" },
      { 31 * DAY + 60, HEARD, { GOOD (31) }, "-overdue +success" } } },

  /* Suspended */
  { "suspended for long",
    { { 60, HEARD, { BAD (0), RESULT (SUSPENDED) }, "" },
      { 31 + 12 * HOUR, HEARD, { BAD (0), RESULT (SUSPENDED) }, "" },
      { 32 + 12 * HOUR, HEARD, { BAD (0), RESULT (SUSPENDED) }, "+suspended" },
      { 33 + 12 * HOUR, HEARD, { BAD (0), RESULT (SUSPENDED), STATUS (RESUMING) }, "" },
      { DAY, HEARD, { GOOD (0), .last_end = AT (DAY - 5) }, "-suspended +success" } } },
  { "resumed and suspended again",
    { { DAY, HEARD, { BAD (0), RESULT (SUSPENDED) }, "+suspended" },
      { DAY + 60, HEARD, { BAD (1), RESULT (SUSPENDED) }, "-suspended" } } },
  { "suspended since nobody knows when",
    { { 40, HEARD, { GOOD (0) }, "" },
      { 60, HEARD, { BAD (0), RESULT (SUSPENDED), .last_start = 0, .last_end = 0 }, "" },
      { 60 + 12 * HOUR,
        HEARD,
        { BAD (0), RESULT (SUSPENDED), .last_start = 0, .last_end = 0 },
        "" },
      { 61 + 12 * HOUR,
        HEARD,
        { BAD (0), RESULT (SUSPENDED), .last_start = 0, .last_end = 0 },
        "+suspended" } } },
  { "suspended, and its destination is damaged",
    { { DAY, HEARD, { BAD (0), RESULT (SUSPENDED), STATE (DAMAGED) }, "+destination" } } },
  { "being resumed is not suspended",
    { { DAY, HEARD, { BAD (0), RESULT (SUSPENDED), STATUS (RESUMING) }, "" } } },

  /* Not moving */
  { "nothing is copied for 20 minutes",
    { { 5, HEARD, { BUSY (0) }, "" },
      { 24, HEARD, { BUSY (0) }, "" },
      { 25, HEARD, { BUSY (0) }, "+not-moving" },
      { 50, HEARD, { BUSY (0) }, "" },
      { 51, HEARD, { BUSY (0), .processed = 101 }, "-not-moving" },
      { 60, HEARD, { BUSY (0), .processed = 101 }, "" },
      { 71, HEARD, { BUSY (0), .processed = 101 }, "+not-moving" },
      { 80, HEARD, { GOOD (0) }, "-not-moving +success" } } },
  { "sent bytes are movement",
    { { 5, HEARD, { BUSY (0) }, "" },
      { 15, HEARD, { BUSY (0), .transmitted = 11 }, "" },
      { 34, HEARD, { BUSY (0), .transmitted = 11 }, "" } } },
  { "per cent are movement",
    { { 5, HEARD, { BUSY (0) }, "" },
      { 15, HEARD, { BUSY (0), .percent = 6 }, "" },
      { 34, HEARD, { BUSY (0), .percent = 6 }, "" } } },
  { "steps are movement",
    { { 5, HEARD, { BUSY (0) }, "" },
      { 15, HEARD, { BUSY (0), .step = (char *) "config_backup" }, "" },
      { 34, HEARD, { BUSY (0), .step = (char *) "config_backup" }, "" } } },
  { "the same numbers in another run",
    { { 5, HEARD, { BUSY (0), .processed = 0 }, "" },
      { DAY + 5, HEARD, { BUSY (1), .processed = 0 }, "" },
      { DAY + 24, HEARD, { BUSY (1), .processed = 0 }, "" },
      { DAY + 25, HEARD, { BUSY (1), .processed = 0 }, "+not-moving" },
      { 2 * DAY + 5, HEARD, { BUSY (2), .processed = 0 }, "-not-moving" } } },
  { "a rest in between",
    { { 5, HEARD, { BUSY (0) }, "" },
      { 15, HEARD, { GOOD (-1) }, "" },
      { 16, HEARD, { BUSY (0) }, "" },
      { 26, HEARD, { BUSY (0) }, "" } } },
  { "waiting is not standing still",
    { { 5, HEARD, { BUSY (0), STATUS (WAITING) }, "" },
      { 60, HEARD, { BUSY (0), STATUS (WAITING) }, "" } } },
  { "waiting in between",
    { { 5, HEARD, { BUSY (0) }, "" },
      { 15, HEARD, { BUSY (0), STATUS (WAITING) }, "" },
      { 26, HEARD, { BUSY (0) }, "" } } },
  { "without progress nothing is known to stand still",
    { { 5, HEARD, { BUSY (0), .processed = -1, .transmitted = -1, .percent = -1 }, "" },
      { 60, HEARD, { BUSY (0), .processed = -1, .transmitted = -1, .percent = -1 }, "" } } },
  { "a silent NAS does not make it stand still",
    { { 5, HEARD, { BUSY (0) }, "" },
      { 26, SILENT, { BUSY (0) }, "" },
      { 27, HEARD, { BUSY (0), .processed = 200 }, "" } } },

  /* Slow */
  { "three times longer than usual",
    { { 5, HEARD, { BUSY (0), .usual_duration = 31 * MINUTE }, "" },
      { 93, HEARD, { BUSY (0), .processed = 200, .usual_duration = 31 * MINUTE }, "" },
      { 94, HEARD, { BUSY (0), .processed = 201, .usual_duration = 31 * MINUTE }, "+slow" },
      { 95,
        HEARD,
        { BUSY (0), .processed = 202, STATUS (CANCELLING), .usual_duration = 31 * MINUTE },
        "" },
      { 96,
        HEARD,
        { GOOD (-1), .last_end = AT (95), .usual_duration = 31 * MINUTE },
        "-slow +success" } } },
  { "nobody knows how long it usually takes",
    { { 5, HEARD, { BUSY (0) }, "" }, { 9 * HOUR, HEARD, { BUSY (0), .processed = 200 }, "" } } },
  { "a short run may take three times as long",
    { { 1, HEARD, { BUSY (0), .usual_duration = 2 * MINUTE }, "" },
      { 17, HEARD, { BUSY (0), .processed = 200, .usual_duration = 2 * MINUTE }, "" },
      { 18, HEARD, { BUSY (0), .processed = 201, .usual_duration = 2 * MINUTE }, "+slow" } } },
  { "it was suspended in between",
    { { 5, HEARD, { BUSY (0), .usual_duration = 31 * MINUTE }, "" },
      { 60, HEARD, { BAD (0), RESULT (SUSPENDED) }, "" },
      { 300, HEARD, { BUSY (0), .usual_duration = 31 * MINUTE }, "" },
      { 393, HEARD, { BUSY (0), .processed = 200, .usual_duration = 31 * MINUTE }, "" },
      { 394, HEARD, { BUSY (0), .processed = 201, .usual_duration = 31 * MINUTE }, "+slow" } } },
  { "slow, and then another run waits",
    { { 94, HEARD, { BUSY (0), .usual_duration = 31 * MINUTE }, "+slow" },
      { DAY + 5,
        HEARD,
        { BUSY (1), STATUS (WAITING), .usual_duration = 31 * MINUTE },
        "-slow" } } },
  { "slow, and then another run is on",
    { { 94, HEARD, { BUSY (0), .usual_duration = 31 * MINUTE }, "+slow" },
      { DAY + 5, HEARD, { BUSY (1), .usual_duration = 31 * MINUTE }, "-slow" } } },

  /* Unusual */
  { "far more files than usual",
    { { 60, HEARD, { GOOD (0), OF_RUN (0, 100, 10) }, "+unusual" },
      { DAY + 10, HEARD, { BUSY (1), OF_RUN (0, 100, 10) }, "" },
      { DAY + 60, HEARD, { GOOD (1), OF_RUN (0, 100, 10) }, "" },
      { DAY + 61, HEARD, { GOOD (1), OF_RUN (1, 12, 10) }, "-unusual" } } },
  { "the numbers are those of an earlier run",
    { { DAY + 60, HEARD, { GOOD (1), OF_RUN (0, 1000, 10) }, "" } } },
  { "nine times as many", { { 60, HEARD, { GOOD (0), OF_RUN (0, 999, 100) }, "" } } },
  { "ten times as many", { { 60, HEARD, { GOOD (0), OF_RUN (0, 1000, 100) }, "+unusual" } } },
  { "many times few", { { 60, HEARD, { GOOD (0), OF_RUN (0, 99, 1) }, "" } } },
  { "usually none", { { 60, HEARD, { GOOD (0), OF_RUN (0, 100, 0) }, "+unusual" } } },
  { "nobody knows how many usually", { { 60, HEARD, { GOOD (0), OF_RUN (0, 100000, -1) }, "" } } },
  { "four runs say nothing",
    { { 60, HEARD, { GOOD (0), OF_RUN (0, 1000, 10), .run.n_earlier = 4 }, "" } } },
  { "far larger", { { 60, HEARD, { GOOD (0), SIZE_OF_RUN (0, 1510, 1000) }, "+unusual" } } },
  { "far smaller", { { 60, HEARD, { GOOD (0), SIZE_OF_RUN (0, 490, 1000) }, "+unusual" } } },
  { "half as large again", { { 60, HEARD, { GOOD (0), SIZE_OF_RUN (0, 1500, 1000) }, "" } } },
  { "a small backup", { { 60, HEARD, { GOOD (0), SIZE_OF_RUN (0, 100, 1) }, "" } } },
  { "empty", { { 60, HEARD, { GOOD (0), SIZE_OF_RUN (0, 0, 1000) }, "+unusual" } } },
  { "nobody knows its size", { { 60, HEARD, { GOOD (0), SIZE_OF_RUN (0, -1, 1000) }, "" } } },
  { "nobody knows its usual size", { { 60, HEARD, { GOOD (0), SIZE_OF_RUN (0, 1000, -1) }, "" } } },

  /* News */
  { "success is told once for each run",
    { { 60, HEARD, { GOOD (0) }, "" },
      { DAY + 60, HEARD, { GOOD (1) }, "+success" },
      { DAY + 61, HEARD, { GOOD (1) }, "" },
      { 2 * DAY + 10, HEARD, { BUSY (2) }, "-success" },
      { 2 * DAY + 60, HEARD, { GOOD (2) }, "+success" },
      { 3 * DAY + 59, HEARD, { GOOD (3) }, "-success +success" } } },
  { "news goes after a day",
    { { 60, HEARD, { GOOD (0) }, "" },
      { DAY + 60, HEARD, { GOOD (1) }, "+success" },
      { 2 * DAY + 60, NONE, { GOOD (1) }, "" },
      { 2 * DAY + 61, NONE, { GOOD (1) }, "-success" } } },
  { "news goes when something is the matter",
    { { 60, HEARD, { GOOD (0) }, "" },
      { DAY + 60, HEARD, { GOOD (1) }, "+success" },
      { DAY + 61, HEARD, { GOOD (1), STATE (DAMAGED) }, "+destination -success" } } },
  { "no success where something is the matter",
    { { 60, HEARD, { GOOD (0) }, "" },
      { DAY + 60, HEARD, { GOOD (1), STATE (DAMAGED) }, "+destination" },
      { DAY + 61, HEARD, { GOOD (1) }, "-destination" } } },
  { "an earlier end is no news",
    { { DAY + 60, HEARD, { GOOD (1) }, "" }, { DAY + 61, HEARD, { GOOD (0) }, "" } } },

  /* The NAS */
  { "not heard for three polls and an hour, and back",
    { { 0, SILENT, { GOOD (0) }, "" },
      { 20, SILENT, { GOOD (0) }, "" },
      { 40, SILENT, { GOOD (0) }, "" },
      { 60, SILENT, { GOOD (0) }, "+unreachable" },
      { 80, SILENT, { GOOD (0) }, "" },
      { 90, HEARD, { GOOD (0) }, "-unreachable +back" },
      { 99, WAITING, { GOOD (0) }, "+waiting -back" } } },
  { "two polls are not enough",
    { { 0, SILENT, { GOOD (0) }, "" },
      { 300, SILENT, { GOOD (0) }, "" },
      { 301, SILENT, { GOOD (0) }, "+unreachable" } } },
  { "an answer in between",
    { { 0, SILENT, { GOOD (0) }, "" },
      { 30, SILENT, { GOOD (0) }, "" },
      { 40, HEARD, { GOOD (0) }, "" },
      { 60, SILENT, { GOOD (0) }, "" },
      { 70, SILENT, { GOOD (0) }, "" },
      { 119, SILENT, { GOOD (0) }, "" },
      { 120, SILENT, { GOOD (0) }, "+unreachable" } } },
  { "nobody has asked",
    { { 0, SILENT, { GOOD (0) }, "" },
      { 30, NONE, { GOOD (0) }, "" },
      { 60, NONE, { GOOD (0) }, "" },
      { 90, SILENT, { GOOD (0) }, "" } } },
  { "gone again soon",
    { { 0, SILENT, { GOOD (0) }, "" },
      { 30, SILENT, { GOOD (0) }, "" },
      { 60, SILENT, { GOOD (0) }, "+unreachable" },
      { 61, HEARD, { GOOD (0) }, "-unreachable +back" },
      { 62, SILENT, { GOOD (0) }, "" },
      { 70, SILENT, { GOOD (0) }, "" },
      { 122, SILENT, { GOOD (0) }, "-back +unreachable" } } },
  { "it waits for a person",
    { { 0, WAITING, { GOOD (0) }, "+waiting" },
      { 1, WAITING, { GOOD (0) }, "" },
      { 2, SILENT, { GOOD (0) }, "" },
      { 3, NONE, { GOOD (0) }, "" },
      { 5, HEARD, { GOOD (0) }, "-waiting" } } },
  { "signed out",
    { { 0, OUT, { GOOD (0) }, "+signed-out" },
      { 1, WAITING, { GOOD (0) }, "+waiting -signed-out" },
      { 5, HEARD, { GOOD (0) }, "-waiting" } } },
  { "not heard for long, then it waits for a person",
    { { 0, SILENT, { GOOD (0) }, "" },
      { 30, SILENT, { GOOD (0) }, "" },
      { 60, SILENT, { GOOD (0) }, "+unreachable" },
      { 61, WAITING, { GOOD (0) }, "-unreachable +waiting" } } },
};
#pragma GCC diagnostic pop

static BksNasSight *
make_sight (const Step *step, gint64 clock_error)
{
  BksNasSight *nas = bks_nas_sight_new ("n");
  BksTaskSight *task = bks_task_sight_new (step->task.id != NULL ? step->task.id : "t");
  char *id = task->id, *name = task->name, *reason = task->reason;

  nas->state = step->nas;
  nas->clock_error = clock_error;
  *task = step->task;
  task->id = id;
  task->name = name;
  task->reason = reason;
  task->step = g_strdup (step->task.step);
  g_ptr_array_add (nas->tasks, task);
  return nas;
}

/* In the order of the rules; where one ID ends and begins again, the end comes first. */
static char *
describe (GPtrArray *changes)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < changes->len; i++)
    {
      const BksEventChange *change = changes->pdata[i];

      g_string_append_printf (text, "%s%c%s", i > 0 ? " " : "", change->is_begun ? '+' : '-',
                              bks_event_kind_get_nick (change->event->kind));
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
take (BksEventMemory **memory, const BksNasSight *sight, gint64 now, const char *says)
{
  g_autoptr (GPtrArray) changes = g_ptr_array_new_with_free_func (
      (GDestroyNotify) bks_event_change_free);
  BksEventMemory *next = bks_event_detect (*memory, sight, now, &bks_event_default_limits, changes);
  g_autofree char *text = describe (changes);

  bks_event_memory_free (*memory);
  *memory = next;
  g_assert_cmpstr (text, ==, says);
}

static void
restart (BksEventMemory **memory)
{
  g_autoptr (GVariant) stored = NULL;

  if (*memory == NULL)
    return;
  stored = g_variant_ref_sink (bks_event_memory_dump (*memory));
  bks_event_memory_free (*memory);
  *memory = bks_event_memory_read (stored, "n");
}

static void
run_case (guint i, gboolean restarts, gboolean repeats, gint64 clock_error)
{
  g_autoptr (BksEventMemory) memory = NULL;

  for (const Step *step = cases[i].steps;
       step < cases[i].steps + G_N_ELEMENTS (cases[i].steps) && step->says != NULL; step++)
    {
      g_autoptr (BksNasSight) sight = make_sight (step, clock_error);
      gint64 now = AT (step->at) - clock_error;

      g_test_message ("%s, minute %d%s%s", cases[i].name, step->at,
                      restarts ? ", with restarts" : "", repeats ? ", each twice" : "");
      if (restarts)
        restart (&memory);
      take (&memory, sight, now, step->says);
      if (repeats && step->nas != SILENT)
        take (&memory, sight, now, "");
    }
}

static void
test_cases (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    run_case (i, FALSE, FALSE, 0);
}

static void
test_restarts (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    run_case (i, TRUE, FALSE, 0);
}

static void
test_repeats (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    run_case (i, FALSE, TRUE, 0);
}

/* Only the differences of times by the same clock count. */
static void
test_clock (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      run_case (i, FALSE, FALSE, 3 * HOUR * MINUTE);
      run_case (i, TRUE, FALSE, -3 * HOUR * MINUTE);
    }
}

/* A clock that was set back neither makes a run stand still nor a NAS unreachable. */
static void
test_clock_back (void)
{
  static const Step busy = { 0, HEARD, { BUSY (0) }, "" };
  static const Step silent = { 0, SILENT, { BUSY (0) }, "" };
  static const Step fine = { 0, HEARD, { GOOD (0) }, "" };
  static const Step fine_again = { 0, HEARD, { GOOD (1) }, "" };
  g_autoptr (BksEventMemory) memory = NULL;
  g_autoptr (BksNasSight) runs = make_sight (&busy, 0);
  g_autoptr (BksNasSight) away = make_sight (&silent, 0);
  g_autoptr (BksNasSight) rests = make_sight (&fine, 0);
  g_autoptr (BksNasSight) rests_again = make_sight (&fine_again, 0);

  take (&memory, runs, AT (DAY), "");
  take (&memory, runs, AT (0), "");
  take (&memory, runs, AT (19), "");
  take (&memory, runs, AT (20), "+not-moving");
  g_clear_pointer (&memory, bks_event_memory_free);

  for (int i = 0; i < 3; i++)
    take (&memory, away, AT (DAY), "");
  take (&memory, away, AT (0), "");
  take (&memory, away, AT (59), "");
  take (&memory, away, AT (60), "+unreachable");
  g_clear_pointer (&memory, bks_event_memory_free);

  take (&memory, rests, AT (DAY), "");
  take (&memory, rests_again, AT (2 * DAY), "+success");
  take (&memory, rests_again, AT (DAY), "-success");
}

static const BksEvent *
only_event (const BksEventMemory *memory)
{
  g_assert_cmpuint (memory->events->len, ==, 1);
  return memory->events->pdata[0];
}

/* What the words of an event are made of. */
static void
test_amounts (void)
{
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Woverride-init"
  static const struct
  {
    Step step;
    const char *id;
    gint64 stamp;
    gint64 amount;
    BksEventDetail detail;
  } rows[] = {
    { { DAY, HEARD, { BAD (0) }, "+failed" }, "n/t/failed", END (0), 0, BKS_EVENT_DETAIL_NONE },
    { { DAY, HEARD, { GOOD (0), STATE (DAMAGED) }, "+destination" },
      "n/t/destination",
      END (0),
      0,
      BKS_EVENT_DETAIL_DAMAGED },
    { { DAY, HEARD, { BAD (0), .is_damaged = TRUE }, "+destination" },
      "n/t/destination",
      END (0),
      0,
      BKS_EVENT_DETAIL_DAMAGED },
    { { DAY, HEARD, { GOOD (0), STATE (UNAUTH) }, "+destination" },
      "n/t/destination",
      END (0),
      0,
      BKS_EVENT_DETAIL_UNAUTH },
    { { DAY, HEARD, { GOOD (0), STATE (ENDED) }, "+destination" },
      "n/t/destination",
      END (0),
      0,
      BKS_EVENT_DETAIL_ENDED },
    { { DAY, HEARD, { BAD (0), RESULT (DEST_MISSING) }, "+destination" },
      "n/t/destination",
      END (0),
      0,
      BKS_EVENT_DETAIL_RUN },
    { { DAY, HEARD, { GOOD (0), .destination = BKS_DESTINATION_OFFLINE }, "+destination" },
      "n/t/destination",
      END (0),
      0,
      BKS_EVENT_DETAIL_LOOK },
    { { DAY + 95, HEARD, { GOOD (0), .is_overdue = TRUE, .missed = START (1) }, "+overdue" },
      "n/t/overdue",
      START (1),
      0,
      BKS_EVENT_DETAIL_NONE },
    { { DAY, HEARD, { BAD (0), RESULT (SUSPENDED) }, "+suspended" },
      "n/t/suspended",
      END (0),
      0,
      BKS_EVENT_DETAIL_NONE },
    { { 125, HEARD, { BUSY (0), .usual_duration = 31 * MINUTE }, "+slow" },
      "n/t/slow",
      START (0),
      4,
      BKS_EVENT_DETAIL_NONE },
    { { DAY, HEARD, { GOOD (0), OF_RUN (0, 470, 10) }, "+unusual" },
      "n/t/unusual",
      END (0),
      47,
      BKS_EVENT_DETAIL_FILES },
    { { DAY, HEARD, { GOOD (0), SIZE_OF_RUN (0, 1810, 1000) }, "+unusual" },
      "n/t/unusual",
      END (0),
      81,
      BKS_EVENT_DETAIL_LARGER },
    { { DAY, HEARD, { GOOD (0), SIZE_OF_RUN (0, 190, 1000) }, "+unusual" },
      "n/t/unusual",
      END (0),
      81,
      BKS_EVENT_DETAIL_SMALLER },
    { { DAY, WAITING, { GOOD (0) }, "+waiting" }, "n//waiting", 0, 0, BKS_EVENT_DETAIL_NONE },
  };
#pragma GCC diagnostic pop

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (BksEventMemory) memory = NULL;
      g_autoptr (BksNasSight) sight = make_sight (&rows[i].step, 0);
      const BksEvent *event;

      g_test_message ("row %u: %s", i, rows[i].id);
      take (&memory, sight, AT (rows[i].step.at), rows[i].step.says);
      restart (&memory);
      event = only_event (memory);
      g_assert_cmpstr (event->id, ==, rows[i].id);
      g_assert_cmpint (event->since, ==, AT (rows[i].step.at));
      g_assert_cmpint (event->stamp, ==, rows[i].stamp);
      g_assert_cmpint (event->amount, ==, rows[i].amount);
      g_assert_cmpint (event->detail, ==, rows[i].detail);
    }
}

static void
test_not_moving_for (void)
{
  static const Step busy = { 0, HEARD, { BUSY (0) }, "" };
  g_autoptr (BksEventMemory) memory = NULL;
  g_autoptr (BksNasSight) sight = make_sight (&busy, 0);

  take (&memory, sight, AT (5), "");
  take (&memory, sight, AT (30), "+not-moving");
  g_assert_cmpint (only_event (memory)->amount, ==, 25 * MINUTE);
}

/* What is stored may be of another version, or anything. */
static void
test_foreign_memory (void)
{
  g_autoptr (GVariant) number = g_variant_ref_sink (g_variant_new_int32 (1));
  g_autoptr (GVariant) odd = g_variant_ref_sink (g_variant_new_parsed (
      "(uint32 2, int64 3, @a(sxxxxxxxxxxis) [],"
      " [('t', 'failed', int64 1, int64 2, int64 3, 'odd'), ('t', 'new-kind', 0, 0, 0, ''),"
      "  ('', 'failed', 0, 0, 0, ''), ('t', 'waiting', 0, 0, 0, '')])"));
  g_autoptr (BksEventMemory) of_number = bks_event_memory_read (number, "n");
  g_autoptr (BksEventMemory) of_odd = bks_event_memory_read (odd, "n");
  g_autoptr (BksEventMemory) of_nothing = bks_event_memory_read (NULL, "n");

  g_assert_cmpuint (of_number->events->len, ==, 0);
  g_assert_cmpuint (of_nothing->tasks->len, ==, 0);
  g_assert_cmpuint (of_odd->n_silent, ==, 2);
  g_assert_cmpstr (only_event (of_odd)->id, ==, "n/t/failed");
  g_assert_cmpint (only_event (of_odd)->detail, ==, BKS_EVENT_DETAIL_NONE);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/monitor/event/cases", test_cases);
  g_test_add_func ("/monitor/event/restarts", test_restarts);
  g_test_add_func ("/monitor/event/repeats", test_repeats);
  g_test_add_func ("/monitor/event/clock", test_clock);
  g_test_add_func ("/monitor/event/clock-back", test_clock_back);
  g_test_add_func ("/monitor/event/amounts", test_amounts);
  g_test_add_func ("/monitor/event/not-moving-for", test_not_moving_for);
  g_test_add_func ("/monitor/event/foreign-memory", test_foreign_memory);

  return g_test_run ();
}
