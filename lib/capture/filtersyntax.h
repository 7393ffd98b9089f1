// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capture/record.h"

#include <QList>
#include <QString>

#include <span>

/// The words of the filter language, for its parser, for completion and for help.
namespace sonde {

/// What stands before a colon, and the values that may stand behind it. A value that is free (a size, a time) is not
/// listed.
struct FilterQualifier
{
    enum class Id { Direction, Kind, Size, Time, Code, Is };
    struct Value
    {
        QString name;
        int number; ///< Of the Kind or Direction.
        QString explanation;
    };
    Id id;
    QString name;
    QList<Value> values;
    QString example; ///< A value that might stand behind it.
    QString explanation;
};

/// All qualifiers, with explanations in the person's language.
[[nodiscard]] QList<FilterQualifier> filterQualifiers();

/// Something that may be written where the cursor stands.
struct FilterCompletion
{
    QString text; ///< Takes the place of the characters from `start` to the cursor.
    QString explanation;
    qsizetype start = 0;
};

/// What may stand at the cursor: qualifiers, or values of the one before it. Empty within phrases, expressions and
/// paths.
[[nodiscard]] QList<FilterCompletion> filterCompletions(const QString &text, qsizetype cursor);

/// One line of the syntax, for a table of help.
struct FilterSyntaxLine
{
    QString example;
    QString explanation;
};
[[nodiscard]] QList<FilterSyntaxLine> filterSyntax();

} // namespace sonde
