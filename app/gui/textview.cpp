// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/textview.h"

#include "gui/appearance.h"
#include "gui/textlook.h"
#include "payload/textnode.h"

#include <QMouseEvent>
#include <QPainter>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sonde {

namespace {

// What is read at once, without a pause that is felt.
constexpr qint64 MostAtOnce = 256 << 10;
constexpr int Margin = 4;
constexpr int FoldWidth = 16;
constexpr int FewestColumns = 20;
constexpr int ResizeDelayMs = 150;
constexpr int PathDelayMs = 60;

} // namespace

TextView::TextView(QWidget *parent)
    : PayloadView(parent)
    , m_lines([this] { return onScreen(); })
    , m_pathFinding(this)
    , m_copying(this)
{
    viewport()->setMouseTracking(true);
    m_resized.setSingleShot(true);
    m_resized.setInterval(ResizeDelayMs);
    m_moved.setSingleShot(true);
    m_moved.setInterval(PathDelayMs);
    connect(&m_resized, &QTimer::timeout, this, [this] { m_lines.setColumns(columns()); });
    connect(&m_moved, &QTimer::timeout, this, &TextView::findPath);
    connect(this, &PayloadView::selectionChanged, &m_moved, qOverload<>(&QTimer::start));
    connect(&m_lines, &LineLoader::busyChanged, this, &TextView::workChanged);
    connect(&m_lines, &LineLoader::grown, this, &TextView::handleKnown);
    connect(&m_lines, &LineLoader::replaced, this, [this](qint64 top) { // what was on top stays there
        updateScrollBar();
        setTopLine(m_lines.index().lineAt(top));
    });
}

TextView::~TextView() = default;

void TextView::setText(const PayloadBytes &text, LineLayout layout)
{
    m_awaited.reset();
    m_resized.stop();
    m_pathFinding.cancel();
    m_copying.cancel();
    setPayload(text);
    m_lines.setText(text, layout, columns(layout));
    m_moved.start();
}

ByteRange TextView::onScreen() const
{
    const qint64 last = std::min(topLine() + linesOnScreen(), lineCount() - 1);
    return {lineNumbered(topLine()).begin.offset, lineNumbered(last).end.offset};
}

void TextView::handleKnown()
{
    updateScrollBar();
    viewport()->update();
    if (m_awaited && m_lines.index().reaches(m_awaited->end - 1)) {
        const ByteRange range = *std::exchange(m_awaited, std::nullopt);
        if (reveal(std::max<qint64>(0, range.end - 1), !range.isEmpty()))
            revealed();
    }
}

bool TextView::reveal(qint64 offset, bool unfolding)
{
    m_awaited.reset();
    if (!m_lines.index().reaches(offset)) {
        m_awaited = unfolding ? ByteRange{offset, offset + 1} : ByteRange{offset + 1, offset + 1};
        return false;
    }
    if (!unfolding || m_lines.folds().isEmpty())
        return true;
    const Line line = lineNumbered(m_lines.index().lineAt(offset));
    const auto at = size_t(std::ranges::lower_bound(line.offsets, offset) - line.offsets.begin());
    const bool isShown =
        at < line.offsets.size() && line.offsets[at] == offset && line.tones[at] != TextTone::Comment; // no ellipsis
    if (!line.isFolded || isShown || offset < line.fold)
        return true;
    m_awaited = ByteRange{offset, offset + 1};
    m_lines.toggleFold(line.fold);
    return !m_awaited;
}

void TextView::setFolded(bool isFolded)
{
    const Line line = lineNumbered(lineAt(cursor()));
    if (line.fold >= 0 && line.isFolded != isFolded)
        m_lines.toggleFold(line.fold);
}

void TextView::foldAll()
{
    m_lines.setFolds({.fromDepth = 1, .exceptions = {}});
}

void TextView::unfoldAll()
{
    m_lines.setFolds({});
}

Line TextView::lineNumbered(qint64 number) const
{
    Line found;
    m_lines.index().visit(number, 1, [&](qint64, const Line &line) { found = line; });
    return found;
}

int TextView::textLeft(LineLayout layout) const
{
    return Margin + (layout == LineLayout::Text ? 0 : FoldWidth);
}

int TextView::columns(LineLayout layout) const
{
    return std::max(FewestColumns, (viewport()->width() - textLeft(layout) - Margin) / cellWidth());
}

qint64 TextView::lineAt(const Place &place) const
{
    return m_lines.index().lineAt(place.isLineEnd ? place.offset - 1 : place.offset);
}

PayloadView::Place TextView::placeAt(const QPoint &point) const
{
    const qint64 line = topLine() + (point.y() < 0 ? -1 : point.y() / lineHeight());
    return line >= lineCount() ? Place{payload().size()} : placeInLine(std::max<qint64>(0, line), point.x());
}

PayloadView::Place TextView::placeInLine(qint64 number, int x) const
{
    const Line line = lineNumbered(number);
    QTextLayout layout;
    layOut(layout, line, font(), palette());
    const qsizetype column = layout.lineAt(0).xToCursor(x - textLeft());
    return column < line.text.size() ? Place{line.offsets[size_t(column)]} : lineEnd(number);
}

int TextView::xOf(const Place &place) const
{
    const Line line = lineNumbered(lineAt(place));
    QTextLayout layout;
    layOut(layout, line, font(), palette());
    const auto column = int(place.isLineEnd ? line.text.size() : columnOf(line, place.offset));
    return textLeft() + int(layout.lineAt(0).cursorToX(column));
}

PayloadView::Place TextView::lineBegin(qint64 number) const
{
    const Line line = lineNumbered(number);
    return {line.offsets.empty() ? line.begin.offset : line.offsets.front()};
}

PayloadView::Place TextView::lineEnd(qint64 number) const
{
    const Line line = lineNumbered(number);
    const qint64 end = line.end.offset;
    if (line.text.isEmpty())
        return {line.begin.offset};
    if (line.end.isBehindBreak) // before the line break, and before a carriage return that belongs to it
        return {end > 1 && payload().view()[end - 2] == '\r' ? end - 2 : end - 1};
    return {end, end < payload().size()};
}

PayloadView::Place TextView::before(const Place &place) const
{
    const qint64 number = lineAt(place);
    const Line line = lineNumbered(number);
    const auto at = std::ranges::lower_bound(line.offsets, place.offset);
    if (at != line.offsets.begin())
        return {*std::prev(at)};
    return number > 0 ? lineEnd(number - 1) : Place{};
}

PayloadView::Place TextView::behind(const Place &place) const
{
    const qint64 number = lineAt(place);
    const Line line = lineNumbered(number);
    const auto at = std::ranges::upper_bound(line.offsets, place.offset);
    if (at != line.offsets.end() && !place.isLineEnd)
        return {*at};
    const Place end = lineEnd(number);
    if (end.offset > place.offset)
        return end;
    return number + 1 < lineCount() ? lineBegin(number + 1) : Place{payload().size()};
}

ByteRange TextView::wordAt(qint64 offset) const
{
    const Line line = lineNumbered(m_lines.index().lineAt(offset));
    const auto isWord = [&](qsizetype i) {
        return i >= 0 && i < line.text.size()
            && (line.text[i].isLetterOrNumber() || QStringView(u"_-.").contains(line.text[i])
                || line.text[i].isSurrogate());
    };
    const qsizetype column = columnOf(line, offset);
    qsizetype begin = column;
    qsizetype end = column + 1;
    while (isWord(column) && isWord(begin - 1))
        --begin;
    while (isWord(column) && isWord(end))
        ++end;
    const auto offsetAt = [&](qsizetype i) {
        return i < line.text.size() ? line.offsets[size_t(i)] : std::min(line.end.offset, payload().size());
    };
    return {std::max<qint64>(0, offsetAt(begin)), offsetAt(end)};
}

QString TextView::visibleText() const
{
    QStringList lines;
    m_lines.index().visit(topLine(), linesOnScreen(), [&](qint64, const Line &line) { lines << line.text; });
    return lines.join(u'\n');
}

qsizetype TextView::visibleIndexOf(const Place &place) const
{
    const qint64 wanted = lineAt(place);
    qsizetype index = 0;
    m_lines.index().visit(topLine(), linesOnScreen(), [&](qint64 number, const Line &line) {
        if (number < wanted)
            index += line.text.size() + 1;
        else if (number == wanted)
            index += place.isLineEnd ? line.text.size() : columnOf(line, place.offset);
    });
    return index;
}

/// In the node that the cursor stands at; behind the last character that is the one which ends there.
qint64 TextView::nodeOffset() const
{
    const Place at = cursor();
    const bool isBehind = at.isLineEnd || at.offset >= payload().size();
    return std::max<qint64>(0, isBehind ? std::min(at.offset, payload().size()) - 1 : at.offset);
}

void TextView::findPath()
{
    const qint64 offset = nodeOffset();
    m_pathFinding.run(
        payload().size() > MostAtOnce,
        [=, layout = lineLayout(), text = payload()](WorkControl &control) {
            return textNodeAt(layout, text.view(), offset, control);
        },
        [this](const Result<TextNode> &node) {
            m_path = node ? node->path : QString();
            emit pathChanged(m_path);
        });
}

void TextView::keyPressEvent(QKeyEvent *event)
{
    const bool isPlain = (event->modifiers() & ~(Qt::KeypadModifier | Qt::ShiftModifier)) == Qt::NoModifier;
    if (isPlain && event->key() == Qt::Key_Minus)
        setFolded(true);
    else if (isPlain && event->key() == Qt::Key_Plus)
        setFolded(false);
    else if (event->modifiers() == (Qt::ControlModifier | Qt::ShiftModifier) && event->key() == Qt::Key_C)
        copyPath();
    else
        PayloadView::keyPressEvent(event);
}

void TextView::mousePressEvent(QMouseEvent *event)
{
    const bool isOnFold = event->button() == Qt::LeftButton && event->pos().x() < textLeft();
    const Line line = isOnFold ? lineNumbered(topLine() + event->pos().y() / lineHeight()) : Line();
    if (line.fold >= 0)
        m_lines.toggleFold(line.fold);
    else
        PayloadView::mousePressEvent(event);
}

void TextView::mouseMoveEvent(QMouseEvent *event)
{
    viewport()->setCursor(event->pos().x() < textLeft() ? Qt::ArrowCursor : Qt::IBeamCursor);
    PayloadView::mouseMoveEvent(event);
}

void TextView::resizeEvent(QResizeEvent *event)
{
    PayloadView::resizeEvent(event);
    updateScrollBar();
    if (columns() == m_lines.columns())
        return;
    if (payload().size() > MostAtOnce)
        m_resized.start();
    else
        m_lines.setColumns(columns());
}

void TextView::changeEvent(QEvent *event)
{
    PayloadView::changeEvent(event);
    if (event->type() == QEvent::FontChange && m_lines.columns() != 0)
        m_lines.setColumns(columns());
}

void TextView::paintEvent(QPaintEvent *)
{
    QPainter painter(viewport());
    painter.setFont(font());
    if (payload().size() == 0) {
        drawPlaceholder(painter);
        return;
    }
    const qint64 top = topLine();
    m_lines.index().visit(top, linesOnScreen() + 1, [&](qint64 number, const Line &line) {
        const int y = int(number - top) * lineHeight();
        paintLine(painter, line, y);
        if (line.fold >= 0)
            drawFoldMark(painter, QRect(Margin, y, FoldWidth - 4, lineHeight()), line.isFolded, palette());
    });
    if (hasFocus() && isLineOnScreen(lineAt(cursor()))) {
        const int y = int(lineAt(cursor()) - top) * lineHeight();
        painter.fillRect(xOf(cursor()) - 1, y, 2, lineHeight(), palette().color(QPalette::Text));
    }
}

void TextView::paintLine(QPainter &painter, const Line &line, int y) const
{
    QTextLayout layout;
    layOut(layout, line, font(), palette());
    const ByteRange selected = selection();
    QList<QTextLayout::FormatRange> ranges;
    const auto begin = std::ranges::lower_bound(line.offsets, selected.begin) - line.offsets.begin();
    const auto end = std::ranges::lower_bound(line.offsets, selected.end) - line.offsets.begin();
    if (begin < end) {
        QTextLayout::FormatRange range{int(begin), int(end - begin), {}};
        range.format.setBackground(palette().brush(colorGroup(), QPalette::Highlight));
        range.format.setForeground(palette().brush(colorGroup(), QPalette::HighlightedText));
        ranges << range;
    }
    layout.draw(&painter, QPointF(textLeft(), y), ranges);
    if (line.isFolded) {
        painter.setPen(textToneColor(TextTone::Comment, palette()));
        const int x = textLeft() + int(layout.lineAt(0).naturalTextWidth()) + 2 * cellWidth();
        painter.drawText(x, y + fontMetrics().ascent(),
                         lineLayout() == LineLayout::Xml ? tr("%n element(s)", nullptr, int(line.members))
                                                         : tr("%n item(s)", nullptr, int(line.members)));
    }
}

} // namespace sonde
