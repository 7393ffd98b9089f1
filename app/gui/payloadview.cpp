// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/payloadview.h"

#include "gui/appearance.h"

#include <QAccessible>
#include <QKeyEvent>
#include <QPainter>
#include <QScrollBar>

#include <algorithm>
#include <cmath>
#include <limits>

using namespace Qt::StringLiterals;

namespace sonde {

namespace {

constexpr int ScrollIntervalMs = 50;

} // namespace

PayloadView::PayloadView(QWidget *parent)
    : QAbstractScrollArea(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setFont(monospacedFont());
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    viewport()->setBackgroundRole(QPalette::Base);
    viewport()->setCursor(Qt::IBeamCursor);
    verticalScrollBar()->setSingleStep(1);
    installPayloadViewAccessibility();
}

void PayloadView::setPayload(const PayloadBytes &payload)
{
    m_payload = payload;
    m_cursor = {};
    m_anchor = 0;
    m_goalX = -1;
    verticalScrollBar()->setValue(0);
}

ByteRange PayloadView::selection() const
{
    return {std::min(m_anchor, m_cursor.offset), std::max(m_anchor, m_cursor.offset)};
}

void PayloadView::select(const ByteRange &range)
{
    const qint64 size = m_payload.size();
    const bool isRange = !range.isEmpty();
    m_anchor = std::clamp<qint64>(range.begin, 0, size);
    m_cursor = {std::clamp<qint64>(range.end, 0, size), isRange};
    if (reveal(isRange ? m_cursor.offset - 1 : m_cursor.offset, isRange)) {
        showPlace(m_cursor);
        showPlace({m_anchor});
    }
    announceCursor();
}

void PayloadView::selectAll()
{
    m_anchor = 0;
    m_cursor = {m_payload.size()};
    announceCursor();
}

void PayloadView::setPlaceholder(const QString &text)
{
    m_placeholder = text;
    viewport()->update();
}

void PayloadView::moveCursor(const Place &place, bool isSelecting)
{
    m_cursor = place;
    if (!isSelecting)
        m_anchor = place.offset;
    if (reveal(place.isLineEnd ? place.offset - 1 : place.offset, false))
        showPlace(place);
    announceCursor();
}

void PayloadView::announceCursor()
{
    viewport()->update();
    emit selectionChanged();
    if (QAccessible::isActive()) {
        QAccessibleTextCursorEvent moved(this, int(visibleIndexOf(m_cursor)));
        QAccessible::updateAccessibility(&moved);
    }
}

bool PayloadView::reveal(qint64, bool)
{
    return true;
}

void PayloadView::showPlace(const Place &place)
{
    const qint64 line = lineAt(place);
    const qint64 top = topLine();
    if (line < top)
        setTopLine(line);
    else if (line >= top + linesOnScreen())
        // A short way scrolls; behind a long one, what is around should be seen, too.
        setTopLine(line < top + 2 * linesOnScreen() ? line - linesOnScreen() + 1 : line - linesOnScreen() / 2);
}

qint64 PayloadView::topLine() const
{
    return verticalScrollBar()->value();
}

void PayloadView::setTopLine(qint64 line)
{
    verticalScrollBar()->setValue(int(std::clamp<qint64>(line, 0, std::numeric_limits<int>::max())));
}

int PayloadView::lineHeight() const
{
    return fontMetrics().height();
}

int PayloadView::cellWidth() const
{
    return std::max(1, int(std::ceil(QFontMetricsF(font()).horizontalAdvance(u'0'))));
}

int PayloadView::linesOnScreen() const
{
    return std::max(1, viewport()->height() / lineHeight());
}

bool PayloadView::isLineOnScreen(qint64 line) const
{
    return line >= topLine() && line <= topLine() + linesOnScreen();
}

void PayloadView::updateScrollBar()
{
    // No payload has more lines than an int can count: that is how SQLite limits it.
    const qint64 last = std::clamp<qint64>(lineCount() - linesOnScreen(), 0, std::numeric_limits<int>::max());
    verticalScrollBar()->setPageStep(linesOnScreen());
    verticalScrollBar()->setRange(0, int(last));
}

void PayloadView::drawPlaceholder(QPainter &painter) const
{
    painter.setPen(palette().color(QPalette::PlaceholderText));
    painter.drawText(viewport()->rect().adjusted(8, 4, -8, -4), Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap,
                     m_placeholder);
}

QPalette::ColorGroup PayloadView::colorGroup() const
{
    return hasFocus() ? QPalette::Active : QPalette::Inactive;
}

bool PayloadView::event(QEvent *event)
{
    // Keys that the window has for its own are ours where they mean something here.
    if (event->type() == QEvent::ShortcutOverride) {
        auto *key = static_cast<QKeyEvent *>(event);
        if (key->matches(QKeySequence::Copy) || key->matches(QKeySequence::SelectAll))
            key->accept();
    }
    return QAbstractScrollArea::event(event);
}

void PayloadView::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Copy))
        copy();
    else if (event->matches(QKeySequence::SelectAll))
        selectAll();
    else if (!moveByKey(event))
        QAbstractScrollArea::keyPressEvent(event);
}

bool PayloadView::moveByKey(QKeyEvent *event)
{
    const bool isSelecting = event->modifiers() & Qt::ShiftModifier;
    const bool isFar = event->modifiers() & Qt::ControlModifier;
    const int goal = std::exchange(m_goalX, -1);
    const qint64 line = lineAt(m_cursor);
    switch (event->key()) {
    case Qt::Key_Left:
        moveCursor(isFar ? Place{wordAt(before(m_cursor).offset).begin} : before(m_cursor), isSelecting);
        return true;
    case Qt::Key_Right:
        moveCursor(isFar ? Place{wordAt(m_cursor.offset).end} : behind(m_cursor), isSelecting);
        return true;
    case Qt::Key_Home:
        moveCursor(isFar ? Place{} : lineBegin(line), isSelecting);
        return true;
    case Qt::Key_End:
        moveCursor(isFar ? Place{m_payload.size()} : lineEnd(line), isSelecting);
        return true;
    case Qt::Key_Up:
    case Qt::Key_Down:
        m_goalX = goal;
        if (isFar)
            setTopLine(topLine() + (event->key() == Qt::Key_Up ? -1 : 1));
        else
            moveByLines(event->key() == Qt::Key_Up ? -1 : 1, isSelecting);
        return true;
    case Qt::Key_PageUp:
    case Qt::Key_PageDown: {
        m_goalX = goal;
        const qint64 lines = event->key() == Qt::Key_PageUp ? -linesOnScreen() : linesOnScreen();
        setTopLine(topLine() + lines);
        moveByLines(lines, isSelecting);
        return true;
    }
    default:
        m_goalX = goal;
        return false;
    }
}

void PayloadView::moveByLines(qint64 lines, bool isSelecting)
{
    if (m_goalX < 0)
        m_goalX = xOf(m_cursor);
    const int goal = m_goalX;
    const qint64 line = lineAt(m_cursor) + lines;
    if (line < 0)
        moveCursor(Place{}, isSelecting);
    else if (line >= lineCount())
        moveCursor(Place{m_payload.size()}, isSelecting);
    else
        moveCursor(placeInLine(line, goal), isSelecting);
    m_goalX = goal;
}

void PayloadView::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return;
    m_goalX = -1;
    m_mouse = event->pos();
    moveCursor(placeAt(event->pos()), event->modifiers() & Qt::ShiftModifier);
}

void PayloadView::mouseMoveEvent(QMouseEvent *event)
{
    if (!(event->buttons() & Qt::LeftButton))
        return;
    m_mouse = event->pos();
    const bool isOutside = m_mouse.y() < 0 || m_mouse.y() >= viewport()->height();
    if (isOutside && m_scrollTimer == 0)
        m_scrollTimer = startTimer(ScrollIntervalMs);
    if (!isOutside)
        moveCursor(placeAt(m_mouse), true);
}

void PayloadView::mouseReleaseEvent(QMouseEvent *)
{
    if (m_scrollTimer != 0)
        killTimer(std::exchange(m_scrollTimer, 0));
}

void PayloadView::mouseDoubleClickEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton)
        select(wordAt(placeAt(event->pos()).offset));
}

void PayloadView::timerEvent(QTimerEvent *event)
{
    if (event->timerId() != m_scrollTimer) {
        QAbstractScrollArea::timerEvent(event);
        return;
    }
    const int beyond = m_mouse.y() < 0 ? m_mouse.y() : m_mouse.y() - viewport()->height();
    const int lines = beyond / lineHeight();
    setTopLine(topLine() + (lines == 0 ? (beyond < 0 ? -1 : 1) : lines));
    moveCursor(placeAt({m_mouse.x(), std::clamp(m_mouse.y(), 0, viewport()->height() - 1)}), true);
}

void PayloadView::focusInEvent(QFocusEvent *event)
{
    QAbstractScrollArea::focusInEvent(event);
    viewport()->update();
}

void PayloadView::focusOutEvent(QFocusEvent *event)
{
    QAbstractScrollArea::focusOutEvent(event);
    viewport()->update();
}

void PayloadView::scrollContentsBy(int, int)
{
    viewport()->update();
}

} // namespace sonde
