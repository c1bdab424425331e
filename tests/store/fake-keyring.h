/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

/* A keyring on the bus that holds one item, and answers as it is told. */
typedef struct
{
  GDBusConnection *bus; /* (owned) */
  GDBusNodeInfo *node;  /* (owned) */
  guint name;

  const char *search_error; /* (nullable): name of the D-Bus error that each search gets */
  const char *read_error;   /* (nullable): the same for reading the item */
  gboolean is_empty;
  gboolean is_locked;
  gboolean asks;       /* whether unlocking needs a prompt */
  gboolean is_silent;  /* whether nobody answers the prompt */
  gboolean is_refused; /* whether the prompt is answered with "no" */
  guint n_prompts;     /* shown so far */
  guint n_deleted;
} FakeKeyring;

FakeKeyring *fake_keyring_new (const char *address);
void fake_keyring_dismiss (FakeKeyring *self);
void fake_keyring_free (FakeKeyring *self);
