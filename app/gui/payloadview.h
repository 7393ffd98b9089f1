// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "payload/payloadbytes.h"
#include "payload/payloadsearch.h"

#include <QAbstractScrollArea>

namespace sonde {

/// Shows bytes in lines, of which only those on screen are looked at. A place is an offset in bytes, whatever the lines
/// are; so is a selection.
class PayloadView : public QAbstractScrollArea
{
    Q_OBJECT

public:
    /// A place for the cursor: at the byte `offset`, or behind the last character of the line that ends there.
    struct Place
    {
        qint64 offset = 0;
        bool isLineEnd = false;
        bool operator==(const Place &) const = default;
    };

    [[nodiscard]] const PayloadBytes &payload() const { return m_payload; }
    [[nodiscard]] ByteRange selection() const;
    [[nodiscard]] Place cursor() const { return m_cursor; }
    void select(const ByteRange &range); ///< And shows it.
    void selectAll();
    void setPlaceholder(const QString &text); ///< Shown where there are no bytes.
    [[nodiscard]] const QString &placeholder() const { return m_placeholder; }

    [[nodiscard]] virtual QString visibleText() const = 0; ///< The lines on screen.
    /// Where the cursor, and where the selection, is in visibleText(); the selection's size is 0 where it is not there.
    [[nodiscard]] virtual qsizetype visibleIndexOf(const Place &place) const = 0;

public slots:
    virtual void copy() = 0;

signals:
    void selectionChanged();
    void problemFound(const QString &sentence);

protected:
    explicit PayloadView(QWidget *parent = nullptr);

    void setPayload(const PayloadBytes &payload); ///< The cursor is at its beginning then.
    void moveCursor(const Place &place, bool isSelecting);
    [[nodiscard]] qint64 topLine() const;
    [[nodiscard]] int lineHeight() const;
    [[nodiscard]] int cellWidth() const; ///< Of a character.
    [[nodiscard]] int linesOnScreen() const; ///< Whole ones, at least one.
    [[nodiscard]] bool isLineOnScreen(qint64 line) const;
    void setTopLine(qint64 line);
    void updateScrollBar();
    void drawPlaceholder(QPainter &painter) const;
    [[nodiscard]] QPalette::ColorGroup colorGroup() const;

    [[nodiscard]] virtual qint64 lineCount() const = 0;
    [[nodiscard]] virtual qint64 lineAt(const Place &place) const = 0;
    [[nodiscard]] virtual Place placeAt(const QPoint &point) const = 0; ///< In the viewport.
    [[nodiscard]] virtual Place placeInLine(qint64 line, int x) const = 0;
    [[nodiscard]] virtual int xOf(const Place &place) const = 0;
    [[nodiscard]] virtual Place lineBegin(qint64 line) const = 0;
    [[nodiscard]] virtual Place lineEnd(qint64 line) const = 0;
    [[nodiscard]] virtual Place before(const Place &place) const = 0;
    [[nodiscard]] virtual Place behind(const Place &place) const = 0;
    [[nodiscard]] virtual ByteRange wordAt(qint64 offset) const = 0;
    /// Makes `offset` a byte that has a line; where it is folded away, only with `unfolding`. False where that takes time:
    /// revealed() is to be called then.
    [[nodiscard]] virtual bool reveal(qint64 offset, bool unfolding);
    void revealed() { showPlace(m_cursor); }

    void showPlace(const Place &place);

    bool event(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void timerEvent(QTimerEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void scrollContentsBy(int dx, int dy) override;

private:
    void announceCursor();
    bool moveByKey(QKeyEvent *event);
    void moveByLines(qint64 lines, bool isSelecting);

    PayloadBytes m_payload;
    Place m_cursor;
    qint64 m_anchor = 0;
    int m_goalX = -1; ///< Where going up and down began.
    QPoint m_mouse; ///< While a selection is drawn.
    int m_scrollTimer = 0; ///< Scrolls while the mouse is held outside.
    QString m_placeholder;
};

/// Lets screen readers read what is on screen; to be called once.
void installPayloadViewAccessibility();

} // namespace sonde
