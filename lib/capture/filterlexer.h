// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

/// The pieces of a filter's text.
namespace sonde::filterlexer {

/// Whether a term cannot go on with `text`: a blank, a closing parenthesis, | or the end.
[[nodiscard]] bool endsTerm(QStringView text);

/// How many characters at the beginning of `text` are a quoted string, with its marks; 0 where it is not closed or
/// there is none. A backslash takes the next character as it is.
[[nodiscard]] qsizetype quotedLength(QStringView text);
[[nodiscard]] QString quoted(QStringView text);
[[nodiscard]] QString unquoted(QStringView quotedText);

/// How many characters at the beginning of `text` are a word. It ends as a term does, but parentheses that were opened
/// in it may close, and quoted parts are taken whole.
[[nodiscard]] qsizetype wordLength(QStringView text);

/// The slash that closes the expression at the beginning of `text`, or -1. In brackets a slash is an ordinary one.
[[nodiscard]] qsizetype closingSlash(QStringView text);

/// How many letters to insert, delete, replace or exchange with their neighbours to make one out of the other.
[[nodiscard]] int editDistance(QStringView a, QStringView b);

} // namespace sonde::filterlexer
