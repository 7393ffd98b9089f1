// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/payloadview.h"

namespace sonde {

/// Bytes, 16 a line: offset, hex digits, characters. What is selected in the digits is selected in the characters.
class HexView final : public PayloadView
{
    Q_OBJECT

public:
    explicit HexView(QWidget *parent = nullptr);

    void setBytes(const PayloadBytes &bytes);

    [[nodiscard]] QString visibleText() const override;
    [[nodiscard]] qsizetype visibleIndexOf(const Place &place) const override;

    void copy() override; ///< What is selected, as what it was selected in: digits, or characters.
    void copyHex() { copyHex(selection()); }
    void copyHex(const ByteRange &range);
    void copyText();

protected:
    [[nodiscard]] qint64 lineCount() const override;
    [[nodiscard]] qint64 lineAt(const Place &place) const override;
    [[nodiscard]] Place placeAt(const QPoint &point) const override;
    [[nodiscard]] Place placeInLine(qint64 line, int x) const override;
    [[nodiscard]] int xOf(const Place &place) const override;
    [[nodiscard]] Place lineBegin(qint64 line) const override;
    [[nodiscard]] Place lineEnd(qint64 line) const override;
    [[nodiscard]] Place before(const Place &place) const override;
    [[nodiscard]] Place behind(const Place &place) const override;
    [[nodiscard]] ByteRange wordAt(qint64 offset) const override;

    void mousePressEvent(QMouseEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;

private:
    void paintLine(QPainter &painter, qint64 line, int y) const;
    void paintSelection(QPainter &painter, qint64 line, int y) const;
    [[nodiscard]] int xOfCell(int cell) const;
    [[nodiscard]] bool mayCopy(const ByteRange &range);

    bool m_isInCharacters = false; ///< Where the mouse last was.
};

} // namespace sonde
