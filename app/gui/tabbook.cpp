// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/tabbook.h"

#include "gui/appearance.h"

#include <QTabBar>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace sonde {

namespace {

constexpr int MaxTitleWidth = 260; ///< Pixels.

} // namespace

TabBook::TabBook(QWidget *parent)
    : QTabWidget(parent)
{
    setDocumentMode(true);
    setMovable(true);
    setElideMode(Qt::ElideNone); // many tabs scroll; squeezed titles would all look the same
}

void TabBook::add(Tab *tab)
{
    addTab(tab, QString());
    tabBar()->setTabButton(indexOf(tab), QTabBar::RightSide, makeCloseButton(tab));
    connect(tab, &Tab::changed, this, [this, tab] { refresh(tab); });
    refresh(tab);
}

Tab *TabBook::tabAt(int index) const
{
    return qobject_cast<Tab *>(widget(index));
}

Tab *TabBook::currentTab() const
{
    return tabAt(currentIndex());
}

QList<Tab *> TabBook::tabs() const
{
    QList<Tab *> tabs;
    for (int i = 0; i < count(); ++i)
        tabs << tabAt(i);
    return tabs;
}

void TabBook::turn(int step)
{
    setCurrentIndex((currentIndex() + step + count()) % count());
}

/// In place of the style's own, which is a loud red where there is no icon theme.
QWidget *TabBook::makeCloseButton(Tab *tab)
{
    auto *button = new QToolButton(this);
    button->setIcon(icon(u"close"_s));
    button->setIconSize({12, 12});
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::NoFocus);
    button->setToolTip(tr("Close tab (Ctrl+W)"));
    button->setAccessibleName(tr("Close tab"));
    connect(button, &QToolButton::clicked, tab, [this, tab] { emit tabCloseRequested(indexOf(tab)); });
    return button;
}

void TabBook::refresh(Tab *tab)
{
    const int index = indexOf(tab);
    const QString title = fontMetrics().elidedText(tab->title(), Qt::ElideMiddle, MaxTitleWidth);
    setTabText(index, QString(title).replace(u'&', u"&&"_s)); // a single & would be a mnemonic
    setTabToolTip(index, tab->toolTipText());
    const QString warning = tab->warning();
    setTabIcon(index, warning.isEmpty() ? QIcon() : icon(u"unverified"_s, Tone::Bad));
    tabBar()->setAccessibleTabName(index, warning.isEmpty() ? title : QString(title + u", "_s + warning));
}

} // namespace sonde
