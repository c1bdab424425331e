# SPDX-License-Identifier: GPL-3.0-or-later
"""The redactor: no secret in front of any log line."""

REDACT = "src/dsm/dsm-redact.c"
TRANSPORT = "src/dsm/dsm-transport.c"

PROGRAMS = ("tests/dsm/test-dsm-redact", "tests/dsm/test-dsm-log")
LEAST = 10

MUTANTS = (
    ("the session's ID is no secret", REDACT, "\"_sid\",          ", ""),
    ("a device's ID is no secret", REDACT, "  \"device_id\", \"otp_code\",", "  \"otp_code\","),
    ("a one-time code is no secret", REDACT, "\"otp_code\",   \"otp\", ", ""),
    ("an encrypted login is no secret", REDACT, "\"ik_message\",    \"kk_message\",", ""),
    ("the short names of DSM's cookies are no secret", REDACT, "         \"did\",\n", "\n"),
    ("the hash of the browser's login is no secret", REDACT, "\"x-syno-hash\", ", ""),
    ("a token is no secret", REDACT, "{ \"token\", \"key\",", "{ \"key\","),
    ("a key is no secret", REDACT, "{ \"token\", \"key\",", "{ \"token\","),
    ("a new password is no secret", REDACT, "\"passwd\", \"password\", \"secret\" };", "\"secret\" };"),
    ("names have to be in small letters", REDACT,
     "name = g_ascii_strdown (text + start, i - start);", "name = g_strndup (text + start, i - start);"),
    ("names end at a dash", REDACT,
     "return g_ascii_isalnum (c) || c == '_' || c == '-';", "return g_ascii_isalnum (c) || c == '_';"),
    ("what switches a token on is one", REDACT,
     "  if (g_str_has_prefix (name, \"enable_\"))\n    return FALSE;\n", ""),
    ("only the first word of a cookie is one", REDACT,
     "return strcspn (value, \"\\r\\n\");", "return strcspn (value, \"; \\r\\n\");"),
    ("a header's first word hides the rest of the text", REDACT,
     "return strcspn (value, \"\\r\\n\");", "return strlen (value);"),
    ("what is encoded twice is not read", REDACT,
     "  while (text[i] == '2' && text[i + 1] == '5')\n    i += 2;\n", ""),
    ("what is encoded is not read", REDACT,
     "  if (*text != '%')\n    return 1;", "  return 1;"),
    ("an escaped quote ends a value", REDACT,
     "      if (c == '\\\\')\n        {\n          gsize next;", "      if (FALSE)\n        {\n          gsize next;"),
    ("JSON within JSON ends at its last quote", REDACT,
     "          if (nested && escaped == quote)\n            break;\n", ""),
    ("a list is a single word", REDACT,
     "if (!gap->form && (first == '{' || first == '['))", "if (FALSE)"),
    ("a list ends at its first bracket", REDACT, "if (c == '{' || c == '[')", "if (depth == 0)"),
    ("an encoded character ends a value in a form", REDACT,
     "return bare_length (value, gap->encoded && !gap->form);", "return bare_length (value, TRUE);"),
    ("a space ends a value in quotes", REDACT,
     "(step = read_character (value + i, &c)) > 0 && c != quote)",
     "(step = read_character (value + i, &c)) > 0 && c != quote && c != ' ')"),
    ("the mark stands before the value", REDACT,
     "      i += value_length (text + i, name, &gap);\n", ""),
    ("only the first secret of a text is hidden", REDACT,
     "      if (!is_secret (name))", "      if (strstr (result->str, MASK) != NULL || !is_secret (name))"),
    ("only the end of a secret is hidden", REDACT,
     "      g_string_append (result, MASK);\n",
     "      g_string_append_len (result, text + i, MIN (4, strlen (text + i)));\n"
     "      g_string_append (result, MASK);\n"),
    ("what is sent and received is logged as it is", TRANSPORT,
     "g_autofree char *safe = dsm_redact (valid);", "g_autofree char *safe = g_strdup (valid);"),
)
