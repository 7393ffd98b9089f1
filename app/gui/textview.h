// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/lineloader.h"
#include "gui/payloadview.h"

#include <QTimer>

class QMenu;
class QTextLayout;

namespace sonde {

/// A text, set out in lines: as it is, or as JSON or XML with parts that fold. Lines end at the view's width. A long text
/// is read in a thread of its own; what is known of it can be seen meanwhile.
class TextView final : public PayloadView
{
    Q_OBJECT

public:
    explicit TextView(QWidget *parent = nullptr);
    ~TextView() override;

    void setText(const PayloadBytes &text, LineLayout layout);
    [[nodiscard]] LineLayout lineLayout() const { return m_lines.layout(); }
    [[nodiscard]] bool isBusy() const { return m_lines.isBusy(); }
    [[nodiscard]] int percent() const { return m_lines.percent(); }
    [[nodiscard]] const QString &path() const { return m_path; } ///< Of the node at the cursor.
    [[nodiscard]] qint64 lineCount() const override { return m_lines.index().lines(); }
    [[nodiscard]] qint64 bytesUsed() const { return m_lines.index().bytesUsed(); } ///< For finding lines.

    [[nodiscard]] QString visibleText() const override;
    [[nodiscard]] qsizetype visibleIndexOf(const Place &place) const override;

    void copy() override;
    void copyRange(const ByteRange &range); ///< As it is set out, unfolded.
    void copyPath();
    void copyValue();
    void useValue(); ///< The one at the cursor; valueChosen() tells it.
    void setTakesValues(bool takes) { m_takesValues = takes; } ///< Whether the menu offers that.
    void setFolded(bool isFolded); ///< What begins in the cursor's line.
    void foldAll();
    void unfoldAll();
    [[nodiscard]] QMenu *createMenu();

signals:
    void workChanged(); ///< Of isBusy().
    void pathChanged(const QString &path);
    void valueChosen(const QString &path, const QByteArray &json);

protected:
    [[nodiscard]] qint64 lineAt(const Place &place) const override;
    [[nodiscard]] Place placeAt(const QPoint &point) const override;
    [[nodiscard]] Place placeInLine(qint64 number, int x) const override;
    [[nodiscard]] int xOf(const Place &place) const override;
    [[nodiscard]] Place lineBegin(qint64 number) const override;
    [[nodiscard]] Place lineEnd(qint64 number) const override;
    [[nodiscard]] Place before(const Place &place) const override;
    [[nodiscard]] Place behind(const Place &place) const override;
    [[nodiscard]] ByteRange wordAt(qint64 offset) const override;
    [[nodiscard]] bool reveal(qint64 offset, bool unfolding) override;

    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;

private:
    void handleKnown();
    [[nodiscard]] ByteRange onScreen() const;
    [[nodiscard]] qint64 nodeOffset() const;
    void findPath();
    template <typename Use>
    void withNode(Use use);
    void setClipboard(const ByteRange &range, LineLayout layout);
    [[nodiscard]] Line lineNumbered(qint64 number) const;
    [[nodiscard]] int textLeft() const { return textLeft(lineLayout()); }
    [[nodiscard]] int textLeft(LineLayout layout) const;
    [[nodiscard]] int columns() const { return columns(lineLayout()); } ///< That the width has room for.
    [[nodiscard]] int columns(LineLayout layout) const;
    void paintLine(QPainter &painter, const Line &line, int y) const;

    LineLoader m_lines;
    std::optional<ByteRange> m_awaited; ///< To be shown when its line is known.
    QString m_path;
    bool m_takesValues = false;
    QTimer m_resized;
    QTimer m_moved;
    Worker m_pathFinding;
    Worker m_copying;
};

} // namespace sonde
