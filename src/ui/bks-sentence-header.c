/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-ui"

#include "bks-sentence-header.h"

#include "bks-problem-card.h"
#include "bks-verdict-icon.h"

#define ICON_SIZE        40
#define NARROW_ICON_SIZE 32

struct _BksSentenceHeader
{
  GtkWidget parent_instance;

  BksProblemCard *problem_card;
  GtkWidget *sentence_box;
  BksVerdictIcon *icon;
  GtkImage *image;
  GtkLabel *sentence;
  GtkLabel *detail;
  GtkLabel *notes;
};

G_DEFINE_FINAL_TYPE (BksSentenceHeader, bks_sentence_header, GTK_TYPE_WIDGET)

/* A label whose text is set again is announced again, so only where it differs. */
static void
show_label (GtkLabel *label, const char *text)
{
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL && *text != '\0');
  if (g_strcmp0 (gtk_label_get_text (label), text != NULL ? text : "") != 0)
    gtk_label_set_text (label, text != NULL ? text : "");
}

static void
bks_sentence_header_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (bks_sentence_header_parent_class)->dispose (object);
}

static void
bks_sentence_header_class_init (BksSentenceHeaderClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bks_sentence_header_dispose;

  g_type_ensure (BKS_TYPE_PROBLEM_CARD);
  g_type_ensure (BKS_TYPE_VERDICT_ICON);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/backstay/Backstay/ui/bks-sentence-header.ui");
  gtk_widget_class_bind_template_child (widget_class, BksSentenceHeader, problem_card);
  gtk_widget_class_bind_template_child (widget_class, BksSentenceHeader, sentence_box);
  gtk_widget_class_bind_template_child (widget_class, BksSentenceHeader, icon);
  gtk_widget_class_bind_template_child (widget_class, BksSentenceHeader, image);
  gtk_widget_class_bind_template_child (widget_class, BksSentenceHeader, sentence);
  gtk_widget_class_bind_template_child (widget_class, BksSentenceHeader, detail);
  gtk_widget_class_bind_template_child (widget_class, BksSentenceHeader, notes);
}

static void
bks_sentence_header_init (BksSentenceHeader *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * bks_sentence_header_new:
 *
 * Returns: a header that says nothing yet
 */
GtkWidget *
bks_sentence_header_new (void)
{
  return g_object_new (BKS_TYPE_SENTENCE_HEADER, NULL);
}

/**
 * bks_sentence_header_set_narrow:
 * @self: a #BksSentenceHeader
 * @narrow: whether there is little room
 */
void
bks_sentence_header_set_narrow (BksSentenceHeader *self, gboolean narrow)
{
  int size = narrow ? NARROW_ICON_SIZE : ICON_SIZE;

  g_return_if_fail (BKS_IS_SENTENCE_HEADER (self));

  g_object_set (self->icon, "pixel-size", size, NULL);
  gtk_image_set_pixel_size (self->image, size);
  if (narrow)
    gtk_widget_add_css_class (GTK_WIDGET (self), "narrow");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "narrow");
}

/**
 * bks_sentence_header_set_problem:
 * @self: a #BksSentenceHeader
 * @nas: (nullable): a NAS that stands in the way of everything: its card instead of the sentence
 */
void
bks_sentence_header_set_problem (BksSentenceHeader *self, BksNas *nas)
{
  g_return_if_fail (BKS_IS_SENTENCE_HEADER (self));

  bks_problem_card_set_nas (self->problem_card, nas);
  gtk_widget_set_visible (GTK_WIDGET (self->problem_card), nas != NULL);
  gtk_widget_set_visible (self->sentence_box, nas == NULL);
}

/**
 * bks_sentence_header_set_words:
 * @self: a #BksSentenceHeader
 * @verdict: its shape
 * @sentence: the sentence
 * @detail: (nullable): the dim line below
 */
void
bks_sentence_header_set_words (BksSentenceHeader *self,
                               BksVerdict verdict,
                               const char *sentence,
                               const char *detail)
{
  g_return_if_fail (BKS_IS_SENTENCE_HEADER (self));

  bks_verdict_icon_set_verdict (self->icon, verdict);
  show_label (self->sentence, sentence);
  show_label (self->detail, detail);
}

/**
 * bks_sentence_header_set_icon:
 * @self: a #BksSentenceHeader
 * @icon_name: (nullable): a picture where there is no verdict to tell
 */
void
bks_sentence_header_set_icon (BksSentenceHeader *self, const char *icon_name)
{
  g_return_if_fail (BKS_IS_SENTENCE_HEADER (self));

  gtk_image_set_from_icon_name (self->image, icon_name);
  gtk_widget_set_visible (GTK_WIDGET (self->image), icon_name != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->icon), icon_name == NULL);
}

/**
 * bks_sentence_header_set_notes:
 * @self: a #BksSentenceHeader
 * @notes: (element-type utf8): sentences about what is not in the list; none = nothing is missing
 */
void
bks_sentence_header_set_notes (BksSentenceHeader *self, GPtrArray *notes)
{
  g_autoptr (GString) text = g_string_new (NULL);

  g_return_if_fail (BKS_IS_SENTENCE_HEADER (self));

  for (guint i = 0; i < notes->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "",
                            (const char *) g_ptr_array_index (notes, i));
  show_label (self->notes, text->str);
}

/**
 * bks_sentence_header_append:
 * @self: a #BksSentenceHeader
 * @child: goes below all that
 */
void
bks_sentence_header_append (BksSentenceHeader *self, GtkWidget *child)
{
  g_return_if_fail (BKS_IS_SENTENCE_HEADER (self));

  gtk_widget_insert_before (child, GTK_WIDGET (self), NULL);
}

/**
 * bks_sentence_header_get_sentence:
 * @self: a #BksSentenceHeader
 *
 * Returns: (transfer none): the sentence
 */
const char *
bks_sentence_header_get_sentence (BksSentenceHeader *self)
{
  g_return_val_if_fail (BKS_IS_SENTENCE_HEADER (self), NULL);

  return gtk_label_get_text (self->sentence);
}
