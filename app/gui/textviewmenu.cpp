// SPDX-License-Identifier: GPL-3.0-or-later
// The part of a TextView that does what its menu offers.
#include "gui/textview.h"
#include "payload/setout.h"
#include "payload/textnode.h"

#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QLocale>
#include <QMenu>

using namespace Qt::StringLiterals;

namespace sonde {

namespace {

// What is done at once, without a pause that is felt.
constexpr qint64 MostAtOnce = 256 << 10;
constexpr qint64 MostCopied = 32 << 20;

} // namespace

void TextView::copy()
{
    copyRange(selection());
}

void TextView::copyRange(const ByteRange &range)
{
    setClipboard(range, lineLayout());
}

void TextView::setClipboard(const ByteRange &range, LineLayout layout)
{
    if (range.isEmpty())
        return;
    if (range.size() > MostCopied) {
        emit problemFound(tr("No more than %1 can be copied. Save the payload to get all of it.")
                              .arg(QLocale().formattedDataSize(MostCopied)));
        return;
    }
    if (!m_lines.index().reaches(range.begin)) {
        emit problemFound(tr("The text is still being read. Copy again in a moment."));
        return;
    }
    const LineState from = lineNumbered(m_lines.index().lineAt(range.begin)).begin;
    m_copying.run(
        range.size() > MostAtOnce,
        [=, text = payload()](WorkControl &control) { return setOutText(layout, text.view(), range, from, control); },
        [](const QString &text) { QApplication::clipboard()->setText(text); });
}

/// Calls `use` with the node at the cursor, once that is found.
template <typename Use>
void TextView::withNode(Use use)
{
    const qint64 offset = nodeOffset();
    m_copying.run(
        payload().size() > MostAtOnce,
        [=, layout = lineLayout(), text = payload()](WorkControl &control) {
            return textNodeAt(layout, text.view(), offset, control);
        },
        [this, use](const Result<TextNode> &node) {
            if (!node)
                emit problemFound(node.error().text());
            else if (!node->path.isEmpty())
                use(*node);
        });
}

void TextView::copyPath()
{
    withNode([](const TextNode &node) { QApplication::clipboard()->setText(node.path); });
}

void TextView::copyValue()
{
    withNode([this](const TextNode &node) { setClipboard({node.begin, node.end}, LineLayout::Text); });
}

void TextView::useValue()
{
    withNode([this](const TextNode &node) {
        emit valueChosen(node.path, payload().view().sliced(node.begin, node.end - node.begin).toByteArray());
    });
}

QMenu *TextView::createMenu()
{
    auto *menu = new QMenu(this);
    const bool isStructured = lineLayout() != LineLayout::Text;
    const Line line = lineNumbered(lineAt(cursor()));
    menu->addAction(tr("&Copy"), this, &TextView::copy)->setEnabled(!selection().isEmpty());
    if (isStructured) {
        menu->addAction(tr("Copy &value"), this, &TextView::copyValue);
        menu->addAction(tr("Copy &path") + u"\tCtrl+Shift+C"_s, this, &TextView::copyPath);
        if (m_takesValues && lineLayout() == LineLayout::Json)
            menu->addAction(tr("Use as va&riable…"), this, &TextView::useValue)->setObjectName(u"useAsVariable"_s);
        menu->addSeparator();
        menu->addAction((line.isFolded ? tr("Un&fold") + u"\t+"_s : tr("&Fold") + u"\t-"_s), this,
                        [this, line] { setFolded(!line.isFolded); })
            ->setEnabled(line.fold >= 0);
        menu->addAction(tr("F&old all"), this, &TextView::foldAll);
        menu->addAction(tr("&Unfold all"), this, &TextView::unfoldAll);
    }
    menu->addSeparator();
    menu->addAction(tr("Select &all"), this, &TextView::selectAll)->setEnabled(payload().size() > 0);
    return menu;
}

void TextView::contextMenuEvent(QContextMenuEvent *event)
{
    if (event->reason() == QContextMenuEvent::Mouse && selection().isEmpty())
        moveCursor(placeAt(event->pos()), false);
    QMenu *menu = createMenu();
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->popup(event->globalPos());
}

} // namespace sonde
