// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/capturetab.h"

#include "core/clamped.h"
#include "gui/appearance.h"
#include "gui/elidedlabel.h"
#include "gui/footbar.h"

#include <QDir>
#include <QFileInfo>
#include <QLocale>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace sonde {

CaptureTab::CaptureTab(Program &program, const TabState &state, QWidget *parent)
    : Tab(parent)
    , m_state(state)
    , m_log(program.captures(), state.capture)
    , m_file(new ElidedLabel(this))
    , m_panel(new LogPanel(m_log, this))
    , m_foot(new FootBar(m_log, this))
{
    m_file->setObjectName(u"captureFile"_s);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 8, 8, 4);
    layout->setSpacing(6);
    layout->addWidget(m_file);
    layout->addWidget(m_panel, 1);
    layout->addWidget(m_foot);

    connect(&m_log, &CaptureLog::committed, this, &CaptureTab::refresh);
    connect(m_panel, &LogPanel::errorOccurred, m_foot, &FootBar::showProblem);
    connect(m_panel, &LogPanel::changed, this, &CaptureTab::changed);
    m_panel->setFirst(Seq{state.firstRecord});
    m_foot->setIdleText(tr("An opened capture. To talk to a server, open a new tab."));
    m_log.watch();
    applySettings(program.settings());
    refresh();
}

CaptureTab::~CaptureTab()
{
    delete m_panel; // it looks at the log, which goes before the children do
}

void CaptureTab::refresh()
{
    const QFileInfo file(m_log.path());
    m_file->show(tr("%1 · %Ln record(s) · %2", nullptr, clampedToInt(m_log.rows()))
                     .arg(QDir::toNativeSeparators(file.filePath()), locale().formattedDataSize(file.size())),
                 palette().color(QPalette::WindowText));
}

TabState CaptureTab::state() const
{
    TabState state = m_state;
    state.firstRecord = toInt(m_log.model()->first());
    return state;
}

QString CaptureTab::title() const
{
    return QFileInfo(m_state.capture).fileName();
}

QString CaptureTab::toolTipText() const
{
    return QDir::toNativeSeparators(m_state.capture);
}

TabLayout CaptureTab::tabLayout() const
{
    TabLayout layout = m_layout;
    m_panel->saveLayout(layout.logPanes, layout.logHeader);
    return layout;
}

void CaptureTab::restoreLayout(const TabLayout &layout)
{
    m_layout = layout;
    m_panel->restoreLayout(layout.logPanes, layout.logHeader);
}

void CaptureTab::applySettings(const Settings &settings)
{
    m_panel->applySettings(settings);
}

void CaptureTab::showProblem(const Error &error)
{
    m_foot->showProblem(error);
}

void CaptureTab::showDone(const QString &text)
{
    m_foot->showDone(text);
}

void CaptureTab::focusStart()
{
    m_panel->focusLog();
}

} // namespace sonde
