/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test"

#include "fake-timer.h"

struct _FakeTimer
{
  GObject parent_instance;

  gint64 boot_time; /* µs */
  gint64 ahead;     /* µs: what the wall clock shows beyond boot_time */
  gint64 deadline;
  guint n_due;
};

static void fake_timer_timer_init (BksTimerInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (FakeTimer,
                               fake_timer,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (BKS_TYPE_TIMER, fake_timer_timer_init))

static gint64
fake_timer_get_boot_time (BksTimer *timer)
{
  return FAKE_TIMER (timer)->boot_time;
}

static gint64
fake_timer_get_real_time (BksTimer *timer)
{
  return FAKE_TIMER (timer)->boot_time + FAKE_TIMER (timer)->ahead;
}

static void
fake_timer_set_deadline (BksTimer *timer, gint64 boot_time)
{
  FAKE_TIMER (timer)->deadline = boot_time;
}

static void
fake_timer_timer_init (BksTimerInterface *iface)
{
  iface->get_boot_time = fake_timer_get_boot_time;
  iface->get_real_time = fake_timer_get_real_time;
  iface->set_deadline = fake_timer_set_deadline;
}

static void
fake_timer_class_init (FakeTimerClass *klass)
{
}

static void
fake_timer_init (FakeTimer *self)
{
  self->boot_time = G_TIME_SPAN_DAY;
  self->ahead = g_get_real_time () - self->boot_time;
  self->deadline = BKS_TIMER_NEVER;
}

/* The simulated NAS has the computer's own clock, so this one begins with that. */
FakeTimer *
fake_timer_new (void)
{
  return g_object_new (FAKE_TYPE_TIMER, NULL);
}

/* Each deadline on the way comes, as soon as it is set. */
void
fake_timer_pass (FakeTimer *self, double seconds)
{
  gint64 end = self->boot_time + (gint64) (seconds * G_USEC_PER_SEC);

  while (self->deadline <= end)
    {
      self->boot_time = MAX (self->boot_time, self->deadline);
      self->deadline = BKS_TIMER_NEVER;
      self->n_due++;
      bks_timer_emit_due (BKS_TIMER (self));
    }
  self->boot_time = end;
}

/* No deadline wakes a computer that sleeps. */
void
fake_timer_sleep (FakeTimer *self, double seconds)
{
  self->boot_time += (gint64) (seconds * G_USEC_PER_SEC);
  bks_timer_emit_resumed (BKS_TIMER (self));
}

/* Somebody sets the wall clock so much ahead. */
void
fake_timer_set_clock (FakeTimer *self, double seconds)
{
  self->ahead += (gint64) (seconds * G_USEC_PER_SEC);
  bks_timer_emit_clock_set (BKS_TIMER (self));
}

/* s until the deadline; -1 = there is none */
double
fake_timer_get_wait (FakeTimer *self)
{
  if (self->deadline == BKS_TIMER_NEVER)
    return -1;
  return (double) MAX (self->deadline - self->boot_time, 0) / G_USEC_PER_SEC;
}

gint64
fake_timer_get_now (FakeTimer *self)
{
  return fake_timer_get_real_time (BKS_TIMER (self));
}

guint
fake_timer_get_n_due (FakeTimer *self)
{
  return self->n_due;
}

struct _FakeNetwork
{
  GObject parent_instance;

  gboolean has_network; /* a way to the internet */
  gboolean is_cut_off;  /* not even one to the NAS */
};

static gboolean fake_network_can_reach (GNetworkMonitor *network,
                                        GSocketConnectable *connectable,
                                        GCancellable *cancellable,
                                        GError **error);

static void
fake_network_monitor_init (GNetworkMonitorInterface *iface)
{
  iface->can_reach = fake_network_can_reach;
}

static gboolean
fake_network_initable_init_now (GInitable *initable, GCancellable *cancellable, GError **error)
{
  return TRUE;
}

static void
fake_network_initable_init (GInitableIface *iface)
{
  iface->init = fake_network_initable_init_now;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (FakeNetwork,
                               fake_network,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_INITABLE, fake_network_initable_init)
                                   G_IMPLEMENT_INTERFACE (G_TYPE_NETWORK_MONITOR,
                                                          fake_network_monitor_init))

typedef enum
{
  PROP_NETWORK_AVAILABLE = 1,
  PROP_NETWORK_METERED,
  PROP_CONNECTIVITY,
} FakeNetworkProperty;

static void
fake_network_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch ((FakeNetworkProperty) prop_id)
    {
    case PROP_NETWORK_AVAILABLE:
      g_value_set_boolean (value, FAKE_NETWORK (object)->has_network);
      break;
    case PROP_NETWORK_METERED:
      g_value_set_boolean (value, FALSE);
      break;
    case PROP_CONNECTIVITY:
      g_value_set_enum (value, G_NETWORK_CONNECTIVITY_FULL);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
fake_network_class_init (FakeNetworkClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = fake_network_get_property;
  g_object_class_override_property (object_class, PROP_NETWORK_AVAILABLE, "network-available");
  g_object_class_override_property (object_class, PROP_NETWORK_METERED, "network-metered");
  g_object_class_override_property (object_class, PROP_CONNECTIVITY, "connectivity");
}

static void
fake_network_init (FakeNetwork *self)
{
  self->has_network = TRUE;
}

static gboolean
fake_network_can_reach (GNetworkMonitor *network,
                        GSocketConnectable *connectable,
                        GCancellable *cancellable,
                        GError **error)
{
  if (!FAKE_NETWORK (network)->is_cut_off)
    return TRUE;
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NETWORK_UNREACHABLE, "Nothing leads there");
  return FALSE;
}

/* Whether not even the NAS can be reached. */
void
fake_network_cut_off (GNetworkMonitor *network, gboolean is_cut_off)
{
  FAKE_NETWORK (network)->is_cut_off = is_cut_off;
}

GNetworkMonitor *
fake_network_new (void)
{
  return g_object_new (FAKE_TYPE_NETWORK, NULL);
}

void
fake_network_change (GNetworkMonitor *network, gboolean is_available)
{
  FAKE_NETWORK (network)->has_network = is_available;
  g_signal_emit_by_name (network, "network-changed", is_available);
}
