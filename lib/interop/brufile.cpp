// SPDX-License-Identifier: GPL-3.0-or-later
#include "interop/brufile.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sonde {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(sonde::Import)
};

constexpr auto Fence = "'''"_L1; ///< Around a value of several lines.

/// Without the white space that all lines begin with.
QString outdented(const QStringList &lines)
{
    qsizetype common = -1;
    const auto indentOf = [](const QString &line) {
        return std::ranges::find_if_not(line, [](QChar c) { return c == u' ' || c == u'\t'; }) - line.begin();
    };
    for (const QString &line : lines) {
        if (!line.trimmed().isEmpty())
            common = common < 0 ? indentOf(line) : std::min<qsizetype>(common, indentOf(line));
    }
    QStringList result;
    for (const QString &line : lines)
        result << line.sliced(std::min<qsizetype>(std::max<qsizetype>(common, 0), indentOf(line)));
    return result.join(u'\n');
}

/// Reads the lines between the braces of a block as pairs; what is none is passed over.
QList<Field> pairsOf(const QStringList &lines)
{
    static const QRegularExpression quoted(u"^(~?)\"((?:[^\"\\\\]|\\\\.)*)\"\\s*:(.*)$"_s);
    static const QRegularExpression plain(u"^(~?)([^\\s:\"]+)\\s*:(.*)$"_s);
    QList<Field> pairs;
    for (qsizetype i = 0; i < lines.size(); ++i) {
        const QString line = lines[i].trimmed();
        if (line.startsWith(u'@')) // says something of the next pair
            continue;
        auto match = quoted.match(line);
        if (!match.hasMatch())
            match = plain.match(line);
        if (!match.hasMatch())
            continue;
        QString value = match.captured(3).trimmed();
        if (value.startsWith(Fence) && !value.sliced(Fence.size()).contains(Fence)) {
            QStringList inside;
            if (const QString rest = value.sliced(Fence.size()); !rest.trimmed().isEmpty())
                inside << rest;
            while (++i < lines.size() && !lines[i].contains(Fence))
                inside << lines[i];
            if (i < lines.size() && !lines[i].trimmed().startsWith(Fence))
                inside << lines[i].section(Fence, 0, 0);
            value = outdented(inside);
        } else if (value.startsWith(Fence)) {
            value = value.section(Fence, 1, 1);
        }
        QString name = match.captured(2);
        name.replace(u"\\\""_s, u"\""_s);
        pairs.append({name, value, match.captured(1).isEmpty()});
    }
    return pairs;
}

QStringList itemsOf(const QStringList &lines)
{
    QStringList items;
    for (const QString &line : lines) {
        for (const QString &item : line.split(u',', Qt::SkipEmptyParts)) {
            if (const QString name = item.trimmed(); !name.isEmpty() && !name.startsWith(u'@'))
                items << name;
        }
    }
    return items;
}

/// Blocks end with a brace at the beginning of a line, but not inside of a fence.
qsizetype endOf(const QStringList &lines, qsizetype begin, QChar closing)
{
    bool isFenced = false;
    for (qsizetype i = begin; i < lines.size(); ++i) {
        if (!isFenced && lines[i].trimmed() == closing && lines[i].startsWith(closing))
            return i;
        if (lines[i].count(Fence) % 2 == 1)
            isFenced = !isFenced;
    }
    return -1;
}

} // namespace

const BruBlock *BruFile::find(QStringView name) const
{
    const auto found = std::ranges::find(blocks, name, &BruBlock::name);
    return found == blocks.end() ? nullptr : &*found;
}

QString BruFile::value(QStringView block, QStringView key) const
{
    const BruBlock *found = find(block);
    if (!found)
        return {};
    const auto pair = std::ranges::find(found->pairs, key, &Field::name);
    return pair == found->pairs.end() ? QString() : pair->value;
}

Result<BruFile> parseBru(const QString &text)
{
    static const QRegularExpression head(u"^([A-Za-z][\\w:.-]*)\\s*([{\\[])\\s*(.*)$"_s);
    QStringList lines = text.split(u'\n');
    for (QString &line : lines) {
        if (line.endsWith(u'\r'))
            line.chop(1);
    }
    const auto offsetOf = [&](qsizetype line) { return lines.first(line).join(u'\n').size() + (line > 0 ? 1 : 0); };
    BruFile file;
    for (qsizetype i = 0; i < lines.size(); ++i) {
        const auto match = head.match(lines[i]);
        const bool isList = match.captured(2) == u"[";
        const QChar closing = isList ? u']' : u'}';
        if (lines[i].trimmed().isEmpty() || lines[i].startsWith(u"color:"))
            continue;
        if (!match.hasMatch())
            return fail(Texts::tr("Line %1 is neither the beginning of a block nor empty.").arg(i + 1), {},
                        offsetOf(i));
        qsizetype end = i;
        QStringList inside;
        if (match.captured(3).endsWith(closing)) { // all in one line
            inside << match.captured(3).chopped(1);
        } else {
            end = endOf(lines, i + 1, closing);
            if (end < 0)
                return fail(Texts::tr("The block \"%1\", which begins in line %2, has no end.")
                                .arg(match.captured(1))
                                .arg(i + 1),
                            {}, offsetOf(i));
            inside = lines.sliced(i + 1, end - i - 1);
            if (!match.captured(3).isEmpty())
                inside.prepend(match.captured(3));
        }
        BruBlock block{match.captured(1), {}, {}, {}};
        if (isList)
            block.items = itemsOf(inside);
        else
            block.pairs = pairsOf(inside);
        block.text = outdented(inside);
        file.blocks.append(block);
        i = end;
    }
    return file;
}

} // namespace sonde
