// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/hexview.h"

#include "core/binarytext.h"
#include "gui/appearance.h"

#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QLocale>
#include <QMenu>
#include <QPainter>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sonde {

namespace {

constexpr qint64 PerLine = 16;
constexpr int Margin = 4;
constexpr int OffsetCells = 8;
constexpr int DigitsAt = OffsetCells + 2; // as hexDump() has it
constexpr int CharactersAt = DigitsAt + 3 * PerLine + 1;
constexpr qint64 MostCopied = 32 << 20;

QChar shownCharacter(char c)
{
    return c >= 0x20 && c < 0x7f ? QChar::fromLatin1(c) : u'·';
}

} // namespace

HexView::HexView(QWidget *parent)
    : PayloadView(parent)
{
    setAccessibleDescription(tr("Offsets, bytes and characters"));
}

void HexView::setBytes(const PayloadBytes &bytes)
{
    setPayload(bytes);
    updateScrollBar();
    viewport()->update();
}

qint64 HexView::lineCount() const
{
    return (payload().size() + PerLine - 1) / PerLine;
}

qint64 HexView::lineAt(const Place &place) const
{
    const qint64 offset = place.isLineEnd ? place.offset - 1 : place.offset;
    return std::clamp<qint64>(offset / PerLine, 0, std::max<qint64>(0, lineCount() - 1));
}

int HexView::xOfCell(int cell) const
{
    return Margin + cell * cellWidth();
}

PayloadView::Place HexView::placeAt(const QPoint &point) const
{
    const qint64 line =
        std::clamp<qint64>(topLine() + point.y() / lineHeight(), 0, std::max<qint64>(0, lineCount() - 1));
    return placeInLine(line, point.x());
}

PayloadView::Place HexView::placeInLine(qint64 line, int x) const
{
    const double cell = double(x - Margin) / cellWidth();
    // Between two bytes or characters, whichever gap is nearer.
    const double byte = m_isInCharacters ? cell - CharactersAt : (cell - DigitsAt + 0.5) / 3;
    const qint64 index = std::clamp<qint64>(qRound64(byte), 0, PerLine);
    const qint64 offset = std::min(line * PerLine + index, payload().size());
    return {offset, index == PerLine && offset > 0};
}

int HexView::xOf(const Place &place) const
{
    const auto index = int(place.offset - lineAt(place) * PerLine);
    return xOfCell(m_isInCharacters ? CharactersAt + index : DigitsAt + 3 * index);
}

PayloadView::Place HexView::lineBegin(qint64 line) const
{
    return {line * PerLine};
}

PayloadView::Place HexView::lineEnd(qint64 line) const
{
    const qint64 end = std::min((line + 1) * PerLine, payload().size());
    return {end, end > 0};
}

PayloadView::Place HexView::before(const Place &place) const
{
    return {std::max<qint64>(0, place.offset - 1)};
}

PayloadView::Place HexView::behind(const Place &place) const
{
    return {std::min(payload().size(), place.offset + 1)};
}

ByteRange HexView::wordAt(qint64 offset) const
{
    return {std::min(offset, payload().size()), std::min(offset + 1, payload().size())};
}

QString HexView::visibleText() const
{
    const qint64 begin = topLine() * PerLine;
    const qint64 end = std::min(payload().size(), (topLine() + linesOnScreen()) * PerLine);
    return begin < end ? hexDump(payload().view().sliced(begin, end - begin), begin) : QString();
}

qsizetype HexView::visibleIndexOf(const Place &place) const
{
    const qint64 line = std::clamp(lineAt(place), topLine(), topLine() + linesOnScreen());
    const qint64 inLine = std::clamp<qint64>(place.offset - line * PerLine, 0, PerLine);
    return (line - topLine()) * (CharactersAt + PerLine + 1) + DigitsAt + 3 * inLine;
}

bool HexView::mayCopy(const ByteRange &range)
{
    if (range.size() <= MostCopied)
        return !range.isEmpty();
    emit problemFound(tr("No more than %1 can be copied. Save the payload to get all of it.")
                          .arg(QLocale().formattedDataSize(MostCopied)));
    return false;
}

void HexView::copy()
{
    m_isInCharacters ? copyText() : copyHex();
}

void HexView::copyHex(const ByteRange &range)
{
    if (mayCopy(range))
        QApplication::clipboard()->setText(
            QString::fromLatin1(payload().view().sliced(range.begin, range.size()).toByteArray().toHex(' ')));
}

void HexView::copyText()
{
    if (mayCopy(selection()))
        QApplication::clipboard()->setText(
            QString::fromUtf8(payload().view().sliced(selection().begin, selection().size())));
}

void HexView::mousePressEvent(QMouseEvent *event)
{
    m_isInCharacters = event->pos().x() >= xOfCell(CharactersAt - 1);
    PayloadView::mousePressEvent(event);
}

void HexView::resizeEvent(QResizeEvent *event)
{
    PayloadView::resizeEvent(event);
    updateScrollBar();
}

void HexView::changeEvent(QEvent *event)
{
    PayloadView::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        updateScrollBar();
}

void HexView::paintEvent(QPaintEvent *)
{
    QPainter painter(viewport());
    painter.setFont(font());
    if (payload().size() == 0) {
        drawPlaceholder(painter);
        return;
    }
    for (int row = 0; row <= linesOnScreen(); ++row) {
        const qint64 line = topLine() + row;
        if (line >= lineCount())
            break;
        paintSelection(painter, line, row * lineHeight());
        paintLine(painter, line, row * lineHeight());
    }
    if (hasFocus() && isLineOnScreen(lineAt(cursor()))) {
        const int y = int(lineAt(cursor()) - topLine()) * lineHeight();
        painter.fillRect(xOf(cursor()) - 1, y, 2, lineHeight(), palette().color(QPalette::Text));
    }
}

void HexView::paintSelection(QPainter &painter, qint64 line, int y) const
{
    const qint64 begin = std::max(selection().begin, line * PerLine) - line * PerLine;
    const qint64 end = std::min(selection().end, (line + 1) * PerLine) - line * PerLine;
    if (begin >= end)
        return;
    const QColor active = palette().color(colorGroup(), QPalette::Highlight);
    QColor linked = active;
    linked.setAlphaF(0.35F);
    const int digits = xOfCell(DigitsAt + 3 * int(begin));
    const int digitsEnd = xOfCell(DigitsAt + 3 * int(end) - 1);
    painter.fillRect(digits, y, digitsEnd - digits, lineHeight(), m_isInCharacters ? linked : active);
    painter.fillRect(xOfCell(CharactersAt + int(begin)), y, int(end - begin) * cellWidth(), lineHeight(),
                     m_isInCharacters ? active : linked);
}

void HexView::paintLine(QPainter &painter, qint64 line, int y) const
{
    const int base = y + fontMetrics().ascent();
    const qint64 begin = line * PerLine;
    const QByteArrayView bytes = payload().view().sliced(begin, std::min(PerLine, payload().size() - begin));
    const QColor muted = toneColor(Tone::Muted, palette());
    const QColor plain = palette().color(QPalette::Text);
    const QColor selected = palette().color(colorGroup(), QPalette::HighlightedText);
    painter.setPen(muted);
    painter.drawText(xOfCell(0), base, QString::number(begin, 16).rightJustified(OffsetCells, u'0'));
    for (int i = 0; i < int(bytes.size()); ++i) {
        const qint64 offset = begin + i;
        const bool isSelected = offset >= selection().begin && offset < selection().end;
        const QChar character = shownCharacter(bytes[i]);
        painter.setPen(isSelected && !m_isInCharacters ? selected : plain);
        painter.drawText(xOfCell(DigitsAt + 3 * i), base,
                         QString::fromLatin1(bytes.sliced(i, 1).toByteArray().toHex()));
        const bool isReplaced = character == u'·';
        painter.setPen(isSelected && m_isInCharacters ? selected : isReplaced && !isSelected ? muted : plain);
        painter.drawText(xOfCell(CharactersAt + i), base, QString(character));
    }
}

void HexView::contextMenuEvent(QContextMenuEvent *event)
{
    QMenu menu(this);
    const bool isSelected = !selection().isEmpty();
    menu.addAction(tr("Copy as &hex"), this, qOverload<>(&HexView::copyHex))->setEnabled(isSelected);
    menu.addAction(tr("Copy as &text"), this, &HexView::copyText)->setEnabled(isSelected);
    menu.addSeparator();
    menu.addAction(tr("Select &all"), this, &HexView::selectAll)->setEnabled(payload().size() > 0);
    menu.exec(event->globalPos());
}

} // namespace sonde
