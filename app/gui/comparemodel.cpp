// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/comparemodel.h"

#include "core/binarytext.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sonde {

namespace {

// What is shown of a line: bytes before the part that differs, of it, and behind it.
constexpr qsizetype LeadBytes = 48;
constexpr qsizetype PartBytes = 400;
constexpr qsizetype TailBytes = 200;
constexpr qsizetype ContextLines = 3; // Equal lines that are shown around a hunk.
constexpr qsizetype FewestFolded = 3; // Fewer are shown instead of a row that stands for them.

bool isContinuation(char c)
{
    return (quint8(c) & 0xc0) == 0x80;
}

/// The first bytes, whole characters only.
QByteArrayView head(QByteArrayView bytes, qsizetype most)
{
    if (bytes.size() <= most)
        return bytes;
    while (most > 0 && isContinuation(bytes[most]))
        --most;
    return bytes.first(most);
}

QByteArrayView tail(QByteArrayView bytes, qsizetype most)
{
    qsizetype begin = std::max<qsizetype>(bytes.size() - most, 0);
    while (begin < bytes.size() && begin > 0 && isContinuation(bytes[begin]))
        ++begin;
    return bytes.sliced(begin);
}

/// With control characters made visible.
QString visible(QByteArrayView bytes)
{
    QString text = QString::fromUtf8(bytes);
    for (QChar &c : text) {
        if (c == u'\t')
            c = u'⇥';
        else if (c.unicode() < 0x20)
            c = QChar(0x2400 + c.unicode());
        else if (c.unicode() == 0x7f)
            c = QChar(0x2421);
    }
    return text;
}

} // namespace

CompareModel::Cell CompareModel::cell(QByteArrayView bytes, const CommonEnds *ends)
{
    const QString ellipsis = u"…"_s;
    if (!ends) {
        const QByteArrayView shown = head(bytes, PartBytes);
        return {visible(shown) + (shown.size() < bytes.size() ? ellipsis : QString())};
    }
    const QByteArrayView prefix = bytes.first(ends->prefix);
    const QByteArrayView lead = prefix.size() > 2 * LeadBytes ? tail(prefix, LeadBytes) : prefix;
    const QByteArrayView part = bytes.sliced(ends->prefix, bytes.size() - ends->prefix - ends->suffix);
    const QByteArrayView shownPart = head(part, PartBytes);
    const QByteArrayView rest = bytes.last(ends->suffix);
    const QByteArrayView shownRest = shownPart.size() < part.size() ? QByteArrayView() : head(rest, TailBytes);
    Cell cell;
    cell.text = (lead.size() < prefix.size() ? ellipsis : QString()) + visible(lead);
    cell.begin = cell.text.size();
    cell.text += visible(shownPart);
    cell.length = cell.text.size() - cell.begin;
    cell.text += visible(shownRest);
    if (shownPart.size() < part.size() || shownRest.size() < rest.size())
        cell.text += ellipsis;
    return cell;
}

QVariant CompareModel::cellData(const Cell &cell, Tint tint, int role)
{
    switch (role) {
    case Qt::DisplayRole:
        return cell.text;
    case TintRole:
        return int(tint);
    case MarkBeginRole:
        return cell.begin;
    case MarkLengthRole:
        return cell.length;
    case MonospacedRole:
        return true;
    default:
        return {};
    }
}

const CommonEnds &CompareModel::ends(int row, QByteArrayView before, QByteArrayView after) const
{
    if (m_endsRow != row) {
        m_ends = commonEnds(before, after);
        m_endsRow = row;
    }
    return m_ends;
}

JsonCompareModel::JsonCompareModel(std::shared_ptr<const Comparison> comparison, QObject *parent)
    : CompareModel(parent)
    , m_comparison(std::move(comparison))
{
}

int JsonCompareModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_comparison->json->differences.size());
}

int JsonCompareModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

const JsonDifference &JsonCompareModel::at(int row) const
{
    return m_comparison->json->differences[std::size_t(row)];
}

CompareModel::Cell JsonCompareModel::valueCell(int row, Column column) const
{
    const JsonDifference &difference = at(row);
    const QByteArrayView value = column == Before ? difference.before : difference.after;
    if (difference.change != JsonDifference::Change::Changed)
        return cell(value);
    return cell(value, &ends(row, difference.before, difference.after));
}

QVariant JsonCompareModel::data(const QModelIndex &index, int role) const
{
    using Kind = JsonDifference::Change;
    if (!index.isValid())
        return {};
    const JsonDifference &difference = at(index.row());
    switch (index.column()) {
    case Change:
        if (role == Qt::DisplayRole)
            return difference.change == Kind::Added  ? tr("+ added")
                : difference.change == Kind::Removed ? tr("− removed")
                                                     : tr("≠ changed");
        return {};
    case Path:
        if (role == Qt::ToolTipRole && difference.change == Kind::Changed
            && difference.pathBefore != difference.pathAfter)
            return tr("%1 before").arg(difference.pathBefore);
        return role == Qt::DisplayRole || role == MonospacedRole ? cellData({difference.path()}, Tint::None, role)
                                                                 : QVariant();
    case Before:
        return cellData(valueCell(index.row(), Before), difference.change == Kind::Added ? Tint::None : Tint::Removed,
                        role);
    default:
        return cellData(valueCell(index.row(), After), difference.change == Kind::Removed ? Tint::None : Tint::Added,
                        role);
    }
}

QVariant JsonCompareModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Change:
        return tr("Difference");
    case Path:
        return tr("Path");
    case Before:
        return tr("Before");
    default:
        return tr("After");
    }
}

QString JsonCompareModel::before(int row) const
{
    return QString::fromUtf8(at(row).before);
}

QString JsonCompareModel::after(int row) const
{
    return QString::fromUtf8(at(row).after);
}

QString JsonCompareModel::copied(int row) const
{
    const JsonDifference &difference = at(row);
    switch (difference.change) {
    case JsonDifference::Change::Added:
        return u"+ %1: %2"_s.arg(difference.path(), after(row));
    case JsonDifference::Change::Removed:
        return u"- %1: %2"_s.arg(difference.path(), before(row));
    case JsonDifference::Change::Changed:
        break;
    }
    return u"~ %1: %2 -> %3"_s.arg(difference.path(), before(row), after(row));
}

LineCompareModel::LineCompareModel(std::shared_ptr<const Comparison> comparison, QObject *parent)
    : CompareModel(parent)
    , m_comparison(std::move(comparison))
{
    qsizetype before = 0;
    qsizetype after = 0;
    for (const Hunk &hunk : m_comparison->lines.hunks) {
        addEqual(before, after, hunk.before - before, before + after == 0, false);
        addHunk(hunk);
        before = hunk.before + hunk.beforeCount;
        after = hunk.after + hunk.afterCount;
    }
    addEqual(before, after, m_comparison->beforeLines.count() - before, before + after == 0, true);
    findStarts();
}

void LineCompareModel::addEqual(qsizetype before, qsizetype after, qsizetype count, bool isFirst, bool isLast)
{
    // Nothing to fold away where nothing differs.
    const qsizetype lead = isFirst && !isLast ? 0 : ContextLines;
    const qsizetype trail = isLast && !isFirst ? 0 : ContextLines;
    const bool isFolded = !(isFirst && isLast) && count >= lead + trail + FewestFolded;
    const auto addLines = [&](qsizetype begin, qsizetype end) {
        for (qsizetype i = begin; i < end; ++i)
            m_rows.push_back({qint32(before + i), qint32(after + i), 0, true});
    };
    if (!isFolded) {
        addLines(0, count);
        return;
    }
    addLines(0, lead);
    m_rows.push_back({qint32(before + lead), qint32(after + lead), qint32(count - lead - trail), true});
    addLines(count - trail, count);
}

void LineCompareModel::addHunk(const Hunk &hunk)
{
    for (qsizetype i = 0; i < std::max(hunk.beforeCount, hunk.afterCount); ++i) {
        m_rows.push_back({i < hunk.beforeCount ? qint32(hunk.before + i) : -1,
                          i < hunk.afterCount ? qint32(hunk.after + i) : -1, 0, false});
    }
}

void LineCompareModel::findStarts()
{
    m_starts.clear();
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        if (!m_rows[i].isEqual && (i == 0 || m_rows[i - 1].isEqual))
            m_starts.push_back(int(i));
    }
}

int LineCompareModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int LineCompareModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant LineCompareModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const Row &row = at(index.row());
    if (row.folded > 0) {
        const QString text = m_comparison->isText ? tr("%Ln equal line(s)", nullptr, row.folded)
                                                  : tr("%Ln equal row(s) of 16 bytes", nullptr, row.folded);
        if (role == Qt::DisplayRole)
            return index.column() == Before ? QVariant(u"⋯ "_s + text) : QVariant();
        if (role == Qt::ToolTipRole)
            return tr("Enter shows them.");
        return role == TintRole ? int(Tint::Muted) : QVariant();
    }
    const Tint removed = row.isEqual || row.before < 0 ? Tint::None : Tint::Removed;
    const Tint added = row.isEqual || row.after < 0 ? Tint::None : Tint::Added;
    switch (index.column()) {
    case BeforeNumber:
        return cellData({number(m_comparison->beforeLines, row.before, row, u'−')}, removed, role);
    case Before:
        return cellData(textCell(index.row(), Before), removed, role);
    case AfterNumber:
        return cellData({number(m_comparison->afterLines, row.after, row, u'+')}, added, role);
    default:
        return cellData(textCell(index.row(), After), added, role);
    }
}

QVariant LineCompareModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return section == Before ? tr("Before") : section == After ? tr("After") : QString();
}

qsizetype LineCompareModel::differenceAt(int row) const
{
    return std::ranges::upper_bound(m_starts, row) - m_starts.begin() - 1;
}

QString LineCompareModel::number(const Lines &lines, qint32 line, const Row &row, QChar sign) const
{
    if (line < 0)
        return {};
    const QString number = m_comparison->isText ? QString::number(line + 1)
                                                : QString::number(lines.begin(line), 16).rightJustified(8, u'0');
    return number + u' ' + (row.isEqual ? QChar(u' ') : sign);
}

CompareModel::Cell LineCompareModel::textCell(int index, Column column) const
{
    const Row &row = at(index);
    const Comparison &comparison = *m_comparison;
    const qint32 line = column == Before ? row.before : row.after;
    const Lines &lines = column == Before ? comparison.beforeLines : comparison.afterLines;
    if (line < 0)
        return {};
    if (!comparison.isText)
        return bytesCell(row, lines, line);
    const auto withoutFeed = [](QByteArrayView text) { return text.endsWith('\n') ? text.chopped(1) : text; };
    if (row.isEqual || row.before < 0 || row.after < 0)
        return cell(withoutFeed(lines.at(line)));
    QByteArrayView before = comparison.beforeLines.at(row.before);
    QByteArrayView after = comparison.afterLines.at(row.after);
    // Where only one of them ends in a line feed that is shown, because it may be all that differs.
    if (before.endsWith('\n') && after.endsWith('\n')) {
        before = withoutFeed(before);
        after = withoutFeed(after);
    }
    return cell(column == Before ? before : after, &ends(index, before, after));
}

CompareModel::Cell LineCompareModel::bytesCell(const Row &row, const Lines &lines, qint32 line) const
{
    constexpr qsizetype Digits = 3; // Two and a space.
    const QByteArrayView bytes = lines.at(line);
    Cell cell{hexDump(bytes).sliced(10)}; // Without the offset, which has a column of its own.
    if (row.isEqual || row.before < 0 || row.after < 0)
        return cell;
    const CommonEnds common =
        commonEnds(m_comparison->beforeLines.at(row.before), m_comparison->afterLines.at(row.after));
    cell.begin = Digits * common.prefix;
    cell.length = std::max<qsizetype>(Digits * (bytes.size() - common.prefix - common.suffix) - 1, 0);
    return cell;
}

QString LineCompareModel::whole(const Lines &lines, qint32 line) const
{
    if (line < 0)
        return {};
    if (!m_comparison->isText)
        return hexDump(lines.at(line), lines.begin(line));
    const QByteArrayView text = lines.at(line);
    return QString::fromUtf8(text.endsWith('\n') ? text.chopped(1) : text);
}

QString LineCompareModel::before(int row) const
{
    return at(row).folded > 0 ? QString() : whole(m_comparison->beforeLines, at(row).before);
}

QString LineCompareModel::after(int row) const
{
    return at(row).folded > 0 ? QString() : whole(m_comparison->afterLines, at(row).after);
}

QString LineCompareModel::copied(int row) const
{
    const Row &shown = at(row);
    if (shown.folded > 0)
        return index(row, Before).data().toString();
    if (shown.isEqual)
        return u' ' + before(row);
    QStringList lines;
    if (shown.before >= 0)
        lines += u'-' + before(row);
    if (shown.after >= 0)
        lines += u'+' + after(row);
    return lines.join(u'\n');
}

void LineCompareModel::unfold(int row)
{
    const Row folded = at(row);
    if (folded.folded == 0)
        return;
    std::vector<Row> lines;
    lines.reserve(std::size_t(folded.folded));
    for (qint32 i = 0; i < folded.folded; ++i)
        lines.push_back({folded.before + i, folded.after + i, 0, true});
    // The row becomes the first of the lines, and the others come behind it.
    m_rows[std::size_t(row)] = lines.front();
    forgetEnds();
    emit dataChanged(index(row, 0), index(row, ColumnCount - 1));
    beginInsertRows({}, row + 1, row + folded.folded - 1);
    m_rows.insert(m_rows.begin() + row + 1, lines.begin() + 1, lines.end());
    findStarts();
    endInsertRows();
}

} // namespace sonde
