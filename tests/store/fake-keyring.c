/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fake-keyring.h"

#define ITEM    "/org/freedesktop/secrets/collection/login/1"
#define SESSION "/org/freedesktop/secrets/session/1"
#define PROMPT  "/org/freedesktop/secrets/prompt/1"
#define NONE    "/"

static const char xml[] =
    "<node>"
    "<interface name='org.freedesktop.Secret.Service'>"
    "<method name='OpenSession'><arg type='s' direction='in'/><arg type='v' direction='in'/>"
    "<arg type='v' direction='out'/><arg type='o' direction='out'/></method>"
    "<method name='SearchItems'><arg type='a{ss}' direction='in'/>"
    "<arg type='ao' direction='out'/><arg type='ao' direction='out'/></method>"
    "<method name='Unlock'><arg type='ao' direction='in'/>"
    "<arg type='ao' direction='out'/><arg type='o' direction='out'/></method>"
    "<property name='Collections' type='ao' access='read'/>"
    "</interface>"
    "<interface name='org.freedesktop.Secret.Item'>"
    "<method name='GetSecret'><arg type='o' direction='in'/>"
    "<arg type='(oayays)' direction='out'/></method>"
    "<method name='Delete'><arg type='o' direction='out'/></method>"
    "<property name='Locked' type='b' access='read'/>"
    "<property name='Attributes' type='a{ss}' access='read'/>"
    "<property name='Label' type='s' access='read'/>"
    "<property name='Created' type='t' access='read'/>"
    "<property name='Modified' type='t' access='read'/>"
    "</interface>"
    "<interface name='org.freedesktop.Secret.Prompt'>"
    "<method name='Prompt'><arg type='s' direction='in'/></method>"
    "<method name='Dismiss'/>"
    "<signal name='Completed'><arg type='b'/><arg type='v'/></signal>"
    "</interface>"
    "</node>";

static GVariant *
get_property (GDBusConnection *bus,
              const char *sender,
              const char *path,
              const char *interface,
              const char *name,
              GError **error,
              gpointer user_data)
{
  FakeKeyring *self = user_data;

  if (g_str_equal (name, "Locked"))
    return g_variant_new_boolean (self->is_locked);
  if (g_str_equal (name, "Label"))
    return g_variant_new_string ("label");
  if (g_str_equal (name, "Attributes"))
    return g_variant_new_parsed ("@a{ss} {}");
  if (g_str_equal (name, "Collections"))
    return g_variant_new_parsed ("@ao []");
  return g_variant_new_uint64 (0);
}

static void
search (FakeKeyring *self, GDBusMethodInvocation *call)
{
  const char *found = self->is_empty ? "" : "objectpath '" ITEM "'";
  g_autofree char *answer = g_strdup_printf ("(@ao [%s], @ao [%s])", self->is_locked ? "" : found,
                                             self->is_locked ? found : "");

  if (self->search_error != NULL)
    g_dbus_method_invocation_return_dbus_error (call, self->search_error, "as told");
  else
    g_dbus_method_invocation_return_value (call, g_variant_new_parsed (answer));
}

static void
unlock (FakeKeyring *self, GDBusMethodInvocation *call)
{
  if (self->asks)
    {
      g_dbus_method_invocation_return_value (call, g_variant_new_parsed ("(@ao [], %o)", PROMPT));
      return;
    }
  self->is_locked = FALSE;
  g_dbus_method_invocation_return_value (call, g_variant_new_parsed ("([%o], %o)", ITEM, NONE));
}

static void
complete (FakeKeyring *self, gboolean is_refused)
{
  self->is_locked = is_refused;
  g_dbus_connection_emit_signal (self->bus, NULL, PROMPT, "org.freedesktop.Secret.Prompt",
                                 "Completed",
                                 is_refused ? g_variant_new_parsed ("(true, <@ao []>)")
                                            : g_variant_new_parsed ("(false, <[%o]>)", ITEM),
                                 NULL);
}

static void
show_prompt (FakeKeyring *self, GDBusMethodInvocation *call)
{
  self->n_prompts++;
  g_dbus_method_invocation_return_value (call, NULL);
  if (!self->is_silent)
    complete (self, self->is_refused);
}

static void
open_session (GDBusMethodInvocation *call, GVariant *parameters)
{
  const char *algorithm;

  g_variant_get (parameters, "(&sv)", &algorithm, NULL);
  if (g_str_equal (algorithm, "plain"))
    g_dbus_method_invocation_return_value (call, g_variant_new_parsed ("(<''>, %o)", SESSION));
  else
    g_dbus_method_invocation_return_error_literal (call, G_DBUS_ERROR, G_DBUS_ERROR_NOT_SUPPORTED,
                                                   algorithm);
}

static void
call_method (GDBusConnection *bus,
             const char *sender,
             const char *path,
             const char *interface,
             const char *method,
             GVariant *parameters,
             GDBusMethodInvocation *call,
             gpointer user_data)
{
  FakeKeyring *self = user_data;

  if (g_str_equal (method, "OpenSession"))
    open_session (call, parameters);
  else if (g_str_equal (method, "SearchItems"))
    search (self, call);
  else if (g_str_equal (method, "Unlock"))
    unlock (self, call);
  else if (g_str_equal (method, "Prompt"))
    show_prompt (self, call);
  else if (self->read_error != NULL)
    g_dbus_method_invocation_return_dbus_error (call, self->read_error, "as told");
  else if (g_str_equal (method, "GetSecret"))
    g_dbus_method_invocation_return_value (
        call, g_variant_new_parsed ("((%o, @ay [], b'held', 'text/plain'),)", SESSION));
  else
    {
      self->n_deleted += g_str_equal (method, "Delete");
      g_dbus_method_invocation_return_value (call, g_variant_new_parsed ("(%o,)", NONE));
    }
}

FakeKeyring *
fake_keyring_new (const char *address)
{
  static const GDBusInterfaceVTable vtable = { call_method, get_property, NULL, { NULL } };
  static const char *const places[] = { "/org/freedesktop/secrets", ITEM, PROMPT };
  FakeKeyring *self = g_new0 (FakeKeyring, 1);
  g_autoptr (GError) error = NULL;

  self->bus = g_dbus_connection_new_for_address_sync (
      address,
      G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT
          | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
      NULL, NULL, &error);
  g_assert_no_error (error);
  self->node = g_dbus_node_info_new_for_xml (xml, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      g_dbus_connection_register_object (self->bus, places[i], self->node->interfaces[i], &vtable,
                                         self, NULL, &error);
      g_assert_no_error (error);
    }
  self->name = g_bus_own_name_on_connection (self->bus, "org.freedesktop.secrets", 0, NULL, NULL,
                                             NULL, NULL);
  return self;
}

/* Somebody closes the prompt that nobody answered. */
void
fake_keyring_dismiss (FakeKeyring *self)
{
  complete (self, TRUE);
}

void
fake_keyring_free (FakeKeyring *self)
{
  g_autoptr (GError) error = NULL;

  g_bus_unown_name (self->name);
  g_dbus_connection_close_sync (self->bus, NULL, &error);
  g_assert_no_error (error);
  g_object_unref (self->bus);
  g_dbus_node_info_unref (self->node);
  g_free (self);
}
