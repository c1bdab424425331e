/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-ui"

#include "bks-help-topics.h"

#include <glib/gi18n-lib.h>

#define TEXT(text)                                                                                 \
  {                                                                                                \
    BKS_HELP_TEXT, text, 0                                                                         \
  }
#define HEADING(text)                                                                              \
  {                                                                                                \
    BKS_HELP_HEADING, text, 0                                                                      \
  }
#define STEP(text)                                                                                 \
  {                                                                                                \
    BKS_HELP_STEP, text, 0                                                                         \
  }
#define COMMAND(text)                                                                              \
  {                                                                                                \
    BKS_HELP_COMMAND, text, 0                                                                      \
  }
#define VERDICT(verdict, text)                                                                     \
  {                                                                                                \
    BKS_HELP_VERDICT, text, verdict                                                                \
  }

/* The guide. Each sentence is about what a person sees or does; what it is called is as on the screen. */

static const BksHelpPart first_nas[] = {
  TEXT (N_ (
      "Backstay watches the Hyper Backup tasks of a Synology NAS. It makes no backups itself: the "
      "NAS does that, whether Backstay runs or not.")),
  STEP (N_ ("Choose “Add NAS…”, the plus in the corner of the list, or press Ctrl+N.")),
  STEP (N_ (
      "Type the name of the NAS, its IP address, or the address that you open DSM with. A secure "
      "connection on port 5001 is tried first.")),
  STEP (N_ (
      "If nobody vouches for the certificate of the NAS, you see its fingerprint. Compare it, then "
      "choose “Trust This NAS”.")),
  STEP (N_ (
      "Sign in with an account of DSM. If the account has a second factor, the one-time code is "
      "asked for next.")),
  HEADING (N_ ("Which account")),
  TEXT (N_ (
      "Best is an account that is only for Backstay: you can take its rights away at any time, and "
      "nothing else stops working. It has to be an administrator, or an administrator has to let "
      "it manage Hyper Backup.")),
  HEADING (N_ ("Several NAS")),
  TEXT (N_ (
      "Add as many as you like. “All NAS” shows their backups together, the worst first; below it "
      "each NAS stands alone. Drag them into your order, or use the menu of a row.")),
  HEADING (N_ ("Without a NAS of your own")),
  TEXT (N_ (
      "“Try with a Simulated NAS” on the first page shows everything with a NAS that exists only "
      "inside the program. Nothing of it is kept.")),
};

static const BksHelpPart verdicts[] = {
  TEXT (N_ (
      "Each backup has one verdict. The sentence at the top is about the worst that there is, and "
      "“Checked 2 minutes ago” below it tells how fresh that is.")),
  VERDICT (
      BKS_VERDICT_FAILED,
      N_ ("Something is not backed up, or what is stored is damaged. Open the backup: the card at "
          "the top tells the cause and the next step.")),
  VERDICT (
      BKS_VERDICT_ATTENTION,
      N_ ("Nothing is lost, but somebody has to look: a run is overdue, suspended, cancelled or "
          "unusual, or stored data was not checked for long.")),
  VERDICT (
      BKS_VERDICT_UNKNOWN,
      N_ ("Backstay does not know at the moment, and does not guess: the NAS does not answer, has "
          "not been asked yet, or says something new. What was known before is shown with its age.")),
  VERDICT (BKS_VERDICT_RUNNING,
           N_ ("The backup is at work: copying, checking, waiting for its turn or removing old "
               "versions.")),
  VERDICT (BKS_VERDICT_OK, N_ ("The last run ended well, and the next one is not late.")),
  HEADING (N_ ("When a backup is overdue")),
  TEXT (N_ (
      "Backstay knows when each backup is planned, and how long it usually takes. When the usual "
      "end has passed by some time, the run is missing. Several missing runs in a row count as a "
      "failure. Preferences has both limits, and one for backups without a schedule.")),
  HEADING (N_ ("When the destination is damaged")),
  TEXT (N_ (
      "Nothing new can be stored there, but older versions may still be good. Do not delete "
      "anything. Look at the log, check the integrity, and repair or replace the destination in "
      "DSM.")),
};

static const BksHelpPart acting[] = {
  TEXT (N_ (
      "The button of a row is what fits best at the moment; the menu beside it has everything. What "
      "is not possible stays visible and says why.")),
  HEADING (N_ ("Back up, suspend, resume")),
  TEXT (N_ (
      "“Back Up Now” starts a run at once, without changing the schedule. A run that copies data can "
      "be suspended; “Resume” goes on where it stopped.")),
  HEADING (N_ ("Cancel and discard")),
  TEXT (N_ (
      "“Cancel” ends a run, “Discard” gives up a suspended one. Both throw away what this run has "
      "copied so far. Versions that were finished before are kept.")),
  HEADING (N_ ("Check integrity")),
  TEXT (N_ (
      "The NAS looks through what is stored, to find damage before you need the data. It can take "
      "hours; you can cancel it.")),
  HEADING (N_ ("Remove")),
  TEXT (N_ (
      "Removes the task from the NAS, so that nothing is backed up by it any more. The data at the "
      "destination stays, and can be linked again in DSM.")),
  HEADING (N_ ("Several at once")),
  TEXT (N_ (
      "Choose “Select…” in the menu of the list, or press Ctrl and click. “Back Up Overdue…” in the "
      "main menu starts everything that is late.")),
  HEADING (N_ ("What is done in DSM")),
  TEXT (N_ (
      "New backups, other settings and restoring files are made in DSM. “Open in DSM” leads there.")),
};

static const BksHelpPart notifications[] = {
  TEXT (N_ (
      "If you agree, Backstay goes on watching when its window is closed. It asks each NAS every few "
      "minutes, and lets it sleep between. “Quit” ends that.")),
  HEADING (N_ ("What you are told")),
  TEXT (N_ (
      "What goes wrong is told once, and taken back when it is over. In Preferences you choose what "
      "is told, hours at which nothing is told, and a weekly message that all is fine.")),
  TEXT (N_ (
      "A backup that you know about can be muted on its page: for 24 hours, until its next success, "
      "or always. It still shows in the list.")),
  HEADING (N_ ("The icon in the tray")),
  TEXT (N_ (
      "Where the desktop has a tray, an icon there has the shape of the worst verdict. A click shows "
      "or hides the window, a right click opens a menu with what runs and what is wrong.")),
  HEADING (N_ ("At login, and not now")),
  TEXT (N_ (
      "Preferences can start Backstay when you log in, with or without its window. “Pause Watching” "
      "in the main menu leaves the NAS alone for an hour, or until tomorrow.")),
  HEADING (N_ ("When nothing comes")),
  TEXT (
      N_ ("Look at the top of Preferences: where the desktop does not allow something, it says so. "
          "Look also in the settings of your desktop, under notifications.")),
};

static const BksHelpPart certificates[] = {
  TEXT (N_ (
      "A certificate proves that it is your NAS that answers. Most NAS at home have made theirs "
      "themselves, so your computer cannot know it. Then you decide once.")),
  STEP (N_ (
      "Open DSM on a computer that you trust, and there Control Panel › Security › Certificate.")),
  STEP (N_ (
      "Compare the SHA-256 fingerprint, or look in your browser at the certificate of that page.")),
  STEP (N_ (
      "If both are the same, trust it. From then on Backstay talks to this certificate and to no "
      "other.")),
  HEADING (N_ ("“Certificate changed”")),
  TEXT (N_ (
      "The NAS shows another certificate than before. That is right if it was renewed. If nobody did "
      "that, another machine may be answering in its place: stay disconnected and find out first. "
      "Until you decide, nothing about your account is sent.")),
  HEADING (N_ ("Without encryption")),
  TEXT (N_ (
      "At an address that begins with http everybody in between can read your password. Backstay "
      "sends nothing there before you have agreed. Better is to switch on HTTPS in DSM.")),
};

static const BksHelpPart two_factor[] = {
  TEXT (N_ (
      "If your account asks for a one-time code, type the six digits of your authenticator app. With "
      "“Remember this computer” the NAS does not ask again.")),
  TEXT (N_ (
      "A code is valid for about half a minute. If it was refused although it was right, the clocks "
      "of your phone and the NAS may differ.")),
  TEXT (N_ (
      "Approval on a phone and hardware keys do not work here. Allow one-time codes for the account "
      "in DSM, or use an account that is only for Backstay.")),
  HEADING (N_ ("After a wrong password")),
  TEXT (N_ (
      "DSM blocks computers that try too often. So Backstay stops after the first refusal and waits "
      "for you: “Sign In…” on the card of the NAS. If you are blocked already, an administrator can "
      "lift it in Control Panel › Security › Protection.")),
};

static const BksHelpPart vault[] = {
  TEXT (N_ (
      "A NAS with Hyper Backup Vault receives backups of other NAS. The view “Vault” lists what "
      "arrives there: from where, when it arrived last, and how much it takes.")),
  TEXT (N_ (
      "Vault has no verdict of its own. If the sender is one of your NAS, its row shows how that "
      "backup is.")),
  HEADING (N_ ("Backups at the same time")),
  TEXT (N_ (
      "A Vault takes a limited number of backups at once; the others wait for their turn. You can "
      "change that number here. A higher one lets more run together, but each goes slower.")),
  TEXT (N_ (
      "“Probably” means that Backstay has put together what both NAS say. A NAS never tells what a "
      "backup waits for.")),
};

static const BksHelpPart logs[] = {
  TEXT (N_ (
      "The view “Log” reads what the NAS have written about their backups, newest first. Choose dates, "
      "a level, one backup or one NAS, or search for a word.")),
  TEXT (N_ (
      "Each bar above the list is a day; press one to see only that day. Select a line to read all of "
      "it and to copy it.")),
  TEXT (N_ (
      "“Export These Lines…” saves all that the filters match: as a table for a spreadsheet, or as "
      "JSON lines for programs.")),
  TEXT (
      N_ ("The times are yours. If the clock of a NAS differs, its own time stands beside them.")),
};

static const BksHelpPart finding[] = {
  TEXT (N_ (
      "Ctrl+F searches the backups by name, NAS, destination and status. The round buttons above the "
      "list show only one verdict.")),
  TEXT (N_ (
      "On a GNOME desktop the search of the Activities overview finds backups and NAS, too, with their "
      "verdicts. It asks no NAS: it shows what was known last, and how old that is.")),
  TEXT (N_ ("Everything can be reached with the keyboard. Ctrl+? lists the keys.")),
};

static const BksHelpPart command_line[] = {
  TEXT (N_ (
      "The command backstayctl does the same without a window, with the NAS and passwords that you "
      "have stored here.")),
  COMMAND ("backstayctl status\n"
           "backstayctl tasks\n"
           "backstayctl run ID --wait\n"
           "backstayctl logs --from 2026-05-01 --level error"),
  TEXT (N_ ("If you have installed Backstay with Flatpak, it is called like this:")),
  COMMAND ("flatpak run --command=backstayctl io.github.backstay.Backstay status"),
  TEXT (N_ (
      "With --json it prints one document for programs. The exit code of “status” is 0 if all is fine, "
      "1 if something needs attention, 2 if a backup failed and 3 if it is unknown, as monitoring "
      "systems want it. “backstayctl --help” lists everything.")),
};

static const BksHelpPart troubles[] = {
  HEADING (N_ ("The NAS is not found, or does not answer")),
  TEXT (N_ (
      "Open DSM in a browser with the same address. If that fails, too, the NAS is off, asleep or in "
      "another network. If it works, compare the port: DSM usually has 5001, or 5000 without "
      "encryption.")),
  TEXT (N_ (
      "QuickConnect addresses do not work here. Use the address in your own network, a name that you "
      "have at a DNS service, or a VPN.")),
  HEADING (N_ ("“This account may not manage Hyper Backup”")),
  TEXT (N_ (
      "The password was right, but the account lacks the right. Use an administrator, or let one "
      "delegate Hyper Backup to it in Control Panel › User & Group.")),
  HEADING (N_ ("The password is asked for again and again")),
  TEXT (N_ (
      "Passwords are kept in the keyring of your desktop. If there is none, or if it stays locked, "
      "Backstay knows them only until it quits.")),
  HEADING (N_ ("A backup shows the wrong time")),
  TEXT (N_ (
      "If “Its clock is … fast” or “… slow” stands beside the NAS, set its clock in DSM: Control Panel "
      "› Regional Options.")),
  HEADING (N_ ("A report for who helps you")),
  TEXT (N_ (
      "About Backstay › Troubleshooting › Debugging Information has versions, states and the last "
      "requests as a text to copy. It holds no names, addresses, accounts or passwords; its first "
      "lines say what it holds. Of one backup, “Copy Report” in the menu of its page tells more, its "
      "name included.")),
};

static const BksHelpPart keeping[] = {
  TEXT (N_ (
      "On this computer Backstay keeps the list of your NAS, the last known states and runs, and what "
      "you have set. Passwords are in the keyring and nowhere else. Removing a NAS removes all that "
      "is kept of it.")),
  TEXT (N_ (
      "It talks to your NAS and to nobody else. It sends no statistics, and looks for no updates.")),
  TEXT (N_ ("Backstay is free software, and not affiliated with Synology.")),
};

#define TOPIC(id, title, parts)                                                                    \
  {                                                                                                \
    id, title, parts, G_N_ELEMENTS (parts)                                                         \
  }

static const BksHelpTopic topics[] = {
  TOPIC ("first-nas", N_ ("Your First NAS"), first_nas),
  TOPIC ("verdicts", N_ ("What the Verdicts Mean"), verdicts),
  TOPIC ("acting", N_ ("Back Up, Check, Remove"), acting),
  TOPIC ("notifications", N_ ("Watching and Notifications"), notifications),
  TOPIC ("certificates", N_ ("Certificates"), certificates),
  TOPIC ("two-factor", N_ ("Two-Factor Sign-In"), two_factor),
  TOPIC ("vault", N_ ("Hyper Backup Vault"), vault),
  TOPIC ("log", N_ ("The Log"), logs),
  TOPIC ("finding", N_ ("Searching and Keys"), finding),
  TOPIC ("command-line", N_ ("The Command Line"), command_line),
  TOPIC ("troubles", N_ ("When Something Does Not Work"), troubles),
  TOPIC ("keeping", N_ ("What Backstay Keeps"), keeping),
};

/**
 * bks_help_get_topics:
 * @n_out: (out): how many there are
 *
 * Returns: (array length=n_out) (transfer none): the guide, in the order in which it is read
 */
const BksHelpTopic *
bks_help_get_topics (guint *n_out)
{
  *n_out = G_N_ELEMENTS (topics);
  return topics;
}
