/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "dsm"

#include "dsm-field-private.h"

#include "dsm-json-private.h"

/* Answers without a public sample are shown as they are; but not without end. */
#define MAX_FIELDS  100
#define MAX_NESTING 3

/**
 * dsm_field_free:
 * @self: (nullable) (transfer full): a field
 */
void
dsm_field_free (DsmField *self)
{
  if (self == NULL)
    return;
  g_free (self->name);
  g_free (self->text);
  g_free (self);
}

/* Returns: (transfer full) (nullable): a scalar as text */
static char *
scalar_to_text (JsonNode *node)
{
  if (!JSON_NODE_HOLDS_VALUE (node))
    return NULL;
  if (json_node_get_value_type (node) == G_TYPE_STRING)
    return json_node_dup_string (node);
  return json_to_string (node, FALSE);
}

static void
add_members (GPtrArray *fields,
             JsonObject *object,
             const char *prefix,
             const char *const *known,
             guint depth)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &node) && fields->len < MAX_FIELDS)
    {
      g_autofree char *whole = prefix != NULL ? g_strdup_printf ("%s.%s", prefix, name)
                                              : g_strdup (name);
      g_autofree char *text = scalar_to_text (node);

      if (prefix == NULL && g_strv_contains (known, name))
        continue;
      if (text != NULL)
        {
          DsmField *field = g_new0 (DsmField, 1);

          field->name = g_steal_pointer (&whole);
          field->text = g_steal_pointer (&text);
          g_ptr_array_add (fields, field);
        }
      else if (JSON_NODE_HOLDS_OBJECT (node) && depth < MAX_NESTING)
        add_members (fields, json_node_get_object (node), whole, known, depth + 1);
    }
}

/*
 * dsm_fields_read:
 * @object: (nullable): an answer
 * @known: (array zero-terminated=1): names that are read elsewhere
 *
 * Returns: (transfer full) (element-type DsmField): every other scalar, by its raw name
 */
GPtrArray *
dsm_fields_read (JsonObject *object, const char *const *known)
{
  GPtrArray *fields = g_ptr_array_new_with_free_func ((GDestroyNotify) dsm_field_free);

  if (object != NULL)
    add_members (fields, object, NULL, known, 0);
  return fields;
}
