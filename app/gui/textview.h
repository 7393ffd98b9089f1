// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/payloadview.h"
#include "gui/worker.h"
#include "payload/lineindex.h"

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

    void setText(const Payload &text, LineLayout layout);
    [[nodiscard]] LineLayout lineLayout() const { return m_layout; }
    [[nodiscard]] bool isBusy() const { return m_indexing.isBusy(); }
    [[nodiscard]] int percent() const { return m_indexing.percent(); }
    [[nodiscard]] const QString &path() const { return m_path; } ///< Of the node at the cursor.
    [[nodiscard]] qint64 lineCount() const override { return m_index.lines(); }
    [[nodiscard]] qint64 bytesUsed() const { return m_index.bytesUsed(); } ///< For finding lines.

    [[nodiscard]] QString visibleText() const override;
    [[nodiscard]] qsizetype visibleIndexOf(const Place &place) const override;

    void copy() override;
    void copyRange(const ByteRange &range); ///< As it is set out, unfolded.
    void copyPath();
    void copyValue();
    void setFolded(bool isFolded); ///< What begins in the cursor's line.
    void foldAll();
    void unfoldAll();
    [[nodiscard]] QMenu *createMenu();

signals:
    void workChanged(); ///< Of isBusy().
    void pathChanged(const QString &path);

protected:
    [[nodiscard]] qint64 lineAt(const Place &place) const override;
    [[nodiscard]] Place placeAt(const QPoint &point) const override;
    [[nodiscard]] Place placeInLine(qint64 line, int x) const override;
    [[nodiscard]] int xOf(const Place &place) const override;
    [[nodiscard]] Place lineBegin(qint64 line) const override;
    [[nodiscard]] Place lineEnd(qint64 line) const override;
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
    void setOut();
    void handlePart(int generation, LineIndex::Part &&part);
    void showNext();
    void handleKnown();
    void toggle(const Line &line);
    void findPath();
    template <typename Use>
    void withNode(Use use);
    void setClipboard(const ByteRange &range, LineLayout layout);
    [[nodiscard]] Line lineNumbered(qint64 number) const;
    [[nodiscard]] int textLeft() const;
    [[nodiscard]] int columns() const;
    void paintLine(QPainter &painter, const Line &line, int y) const;
    void paintFold(QPainter &painter, const Line &line, int y) const;

    LineLayout m_layout = LineLayout::Text;
    Folds m_folds;
    LineIndex m_index; ///< What is shown.
    LineIndex m_next; ///< What is to be shown, once it reaches as far as what is on screen.
    bool m_isNextShown = false;
    int m_generation = 0;
    int m_columns = 0; ///< That the newest index is for.
    std::optional<ByteRange> m_awaited; ///< To be shown when its line is known.
    QString m_path;
    QTimer m_resized;
    QTimer m_moved;
    Worker m_indexing;
    Worker m_pathFinding;
    Worker m_copying;
};

} // namespace sonde
