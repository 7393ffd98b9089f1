// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/worker.h"
#include "payload/lineindex.h"
#include "payload/payloadsearch.h"

#include <functional>

namespace sonde {

/// Finds the lines of a text, anew for each width and whenever something is folded. For a long text that is done in a
/// thread of its own, and what is shown stays until its successor reaches as far.
class LineLoader final : public QObject
{
    Q_OBJECT

public:
    /// `onScreen` tells which bytes are on screen, by index().
    explicit LineLoader(std::function<ByteRange()> onScreen, QObject *parent = nullptr);

    void setText(const PayloadBytes &text, LineLayout layout, int columns);
    void setColumns(int columns);
    void setFolds(const Folds &folds);
    void toggleFold(qint64 offset);

    [[nodiscard]] LineLayout layout() const { return m_layout; }
    [[nodiscard]] int columns() const { return m_columns; } ///< That the newest index is for; 0 before the first text.
    [[nodiscard]] const Folds &folds() const { return m_folds; }
    [[nodiscard]] const LineIndex &index() const { return m_index; }
    [[nodiscard]] bool isBusy() const { return m_indexing.isBusy(); }
    [[nodiscard]] int percent() const { return m_indexing.percent(); }

signals:
    void replaced(qint64 top); ///< By another index; the byte `top` was on top of the screen.
    void grown(); ///< There may be more lines, or others.
    void busyChanged();

private:
    void start();
    void handlePart(int generation, LineIndex::Part &&part);

    const std::function<ByteRange()> m_onScreen;
    PayloadBytes m_text;
    LineLayout m_layout = LineLayout::Text;
    int m_columns = 0;
    Folds m_folds;
    LineIndex m_index; ///< What is shown.
    LineIndex m_next; ///< What is to be shown.
    bool m_isNextShown = false;
    int m_generation = 0;
    Worker m_indexing;
};

} // namespace sonde
