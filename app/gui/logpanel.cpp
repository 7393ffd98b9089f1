// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/logpanel.h"

#include "gui/detailpane.h"
#include "gui/logview.h"

#include <QHeaderView>
#include <QSplitter>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace sonde {

LogPanel::LogPanel(CaptureLog &log, QWidget *parent)
    : QWidget(parent)
    , m_log(log)
    , m_view(new LogView(log.model(), this))
    , m_detail(new DetailPane(log, this))
    , m_panes(new QSplitter(Qt::Vertical, this))
{
    m_panes->setObjectName(u"logPanes"_s);
    m_panes->setChildrenCollapsible(false);
    m_panes->addWidget(m_view);
    m_panes->addWidget(m_detail);
    m_panes->setStretchFactor(0, 1); // a larger window shows more of the log
    m_panes->setStretchFactor(1, 0);
    m_panes->setSizes({300, 210});
    m_view->setMinimumHeight(90);
    m_detail->setMinimumHeight(70);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(6);
    layout->addWidget(m_panes, 1);

    connect(m_view, &LogView::currentRowChanged, this, &LogPanel::handleRow);
    connect(m_detail, &DetailPane::errorOccurred, this, &LogPanel::errorOccurred);
}

void LogPanel::setFirst(Seq first)
{
    m_log.model()->setFirst(first);
    emit changed();
}

void LogPanel::clear()
{
    setFirst(Seq{m_log.rows() + 1});
}

void LogPanel::showCleared()
{
    setFirst(Seq{1});
}

void LogPanel::jumpToNewest()
{
    m_view->jumpToNewest();
}

void LogPanel::focusLog()
{
    m_view->setFocus(Qt::ShortcutFocusReason);
}

void LogPanel::applySettings(const Settings &settings)
{
    Q_UNUSED(settings)
}

void LogPanel::saveLayout(QByteArray &panes, QByteArray &header) const
{
    panes = m_panes->saveState();
    header = m_view->horizontalHeader()->saveState();
}

void LogPanel::restoreLayout(const QByteArray &panes, const QByteArray &header)
{
    if (!panes.isEmpty())
        m_panes->restoreState(panes);
    if (!header.isEmpty())
        m_view->horizontalHeader()->restoreState(header);
}

void LogPanel::handleRow(int row)
{
    const Record record = row < 0 ? Record{} : m_log.model()->record(row);
    if (toInt(record.seq) == 0)
        m_detail->clear();
    else
        m_detail->show(record);
}

} // namespace sonde
