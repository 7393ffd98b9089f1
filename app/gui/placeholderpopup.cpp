// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/placeholderpopup.h"

#include "gui/appearance.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QScreen>
#include <QScrollBar>

using namespace Qt::StringLiterals;

namespace sonde {

namespace {

constexpr int MostRows = 8; ///< That are seen at once.
constexpr int MostWidth = 460;

} // namespace

PlaceholderPopup::PlaceholderPopup(QWidget *field)
    : QTreeWidget(field)
{
    setObjectName(u"placeholderPopup"_s);
    setAccessibleName(tr("Placeholders"));
    setWindowFlags(Qt::ToolTip); // takes no focus, and is not cut off by the window
    setAttribute(Qt::WA_ShowWithoutActivating);
    setFocusPolicy(Qt::NoFocus);
    setFrameShape(QFrame::Box);
    setFont(field->font());
    setColumnCount(2);
    setHeaderHidden(true);
    setRootIsDecorated(false);
    setUniformRowHeights(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setTextElideMode(Qt::ElideRight);
    header()->setStretchLastSection(true);
    hide();
    connect(this, &QTreeWidget::itemClicked, this,
            [this](QTreeWidgetItem *item) { choose(indexOfTopLevelItem(item)); });
}

void PlaceholderPopup::offer(const QList<PlaceholderCompletion> &completions, const QRect &at, bool hasTyped)
{
    clear();
    m_completions = completions;
    if (completions.isEmpty()) {
        hide();
        return;
    }
    for (const PlaceholderCompletion &completion : completions) {
        auto *item = new QTreeWidgetItem(this, {completion.text, completion.explanation});
        item->setForeground(1, toneColor(Tone::Muted, palette()));
    }
    setCurrentItem(hasTyped ? topLevelItem(0) : nullptr);
    place(at);
    show();
}

void PlaceholderPopup::place(const QRect &at)
{
    resizeColumnToContents(0);
    setColumnWidth(0, columnWidth(0) + 12);
    const int rows = std::min(MostRows, topLevelItemCount());
    const int height = rows * sizeHintForRow(0) + 2 * frameWidth();
    const int width = std::min(MostWidth,
                               columnWidth(0) + sizeHintForColumn(1) + verticalScrollBar()->sizeHint().width()
                                   + 2 * frameWidth() + 8);
    const QRect room = parentWidget()->screen()->availableGeometry();
    const int below = at.bottom() + 2;
    const int top = below + height <= room.bottom() ? below : std::max(room.top(), at.top() - 2 - height);
    const int left = std::clamp(at.left(), room.left(), std::max(room.left(), room.right() - width));
    setGeometry(left, top, width, height);
}

bool PlaceholderPopup::wantsKey(const QKeyEvent &event) const
{
    if (!isVisible() || (event.modifiers() & ~Qt::KeypadModifier))
        return false;
    switch (event.key()) {
    case Qt::Key_Up:
    case Qt::Key_Down:
    case Qt::Key_Escape:
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Tab:
        return currentItem() != nullptr;
    default:
        return false;
    }
}

bool PlaceholderPopup::handleKey(const QKeyEvent &event)
{
    if (!wantsKey(event))
        return false;
    if (event.key() == Qt::Key_Escape)
        hide();
    else if (event.key() == Qt::Key_Up || event.key() == Qt::Key_Down)
        move(event.key() == Qt::Key_Down ? 1 : -1);
    else
        choose(indexOfTopLevelItem(currentItem()));
    return true;
}

void PlaceholderPopup::move(int step)
{
    const int count = topLevelItemCount();
    const int row = currentItem() ? indexOfTopLevelItem(currentItem()) + step : step > 0 ? 0 : count - 1;
    setCurrentItem(topLevelItem((row + count) % count));
}

void PlaceholderPopup::choose(int row)
{
    hide();
    if (row >= 0 && row < m_completions.size())
        emit chosen(PlaceholderCompletion(m_completions[row]));
}

} // namespace sonde
