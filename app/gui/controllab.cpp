// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/controllab.h"

#include "gui/appearance.h"
#include "gui/lababusepage.h"
#include "gui/labactionspage.h"
#include "gui/labframepage.h"
#include "profile/address.h"
#include "session/session.h"

#include <QLabel>
#include <QTabWidget>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace sonde {

ControlLab::ControlLab(Session &session, std::function<Result<Request>()> request, QWidget *parent)
    : QDialog(parent)
    , m_session(session)
    , m_status(new QLabel(this))
{
    setObjectName(u"controlLab"_s);
    setWindowTitle(tr("Control lab"));
    m_status->setObjectName(u"labStatus"_s);
    m_status->setWordWrap(true);
    auto *actions = new LabActionsPage(this);
    auto *frames = new LabFramePage(this);
    m_actions = actions;
    m_frames = frames;
    auto *abuses = new LabAbusePage(std::move(request), this);
    auto *pages = new QTabWidget(this);
    pages->setObjectName(u"labPages"_s);
    pages->addTab(actions, tr("&Control"));
    pages->addTab(frames, tr("&Frames"));
    pages->addTab(abuses, tr("&Abuse list"));
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_status);
    layout->addWidget(pages, 1);
    resize(860, 560);

    connect(actions, &LabActionsPage::scriptReady, this, &ControlLab::perform);
    connect(actions, &LabActionsPage::pingReady, &m_session, &Session::ping);
    connect(frames, &LabFramePage::scriptReady, this, &ControlLab::perform);
    connect(&m_session, &Session::statusChanged, this, &ControlLab::showStatus);
    showStatus(m_session.status());
}

ControlLab::~ControlLab() = default;

void ControlLab::perform(const LabScript &script)
{
    m_session.perform(script);
}

void ControlLab::showStatus(const ConnectionStatus &status)
{
    const bool isOpen = status.state == ConnectionState::Open || status.state == ConnectionState::Closing;
    const bool isNative = status.engine == Engine::Native;
    QString text = tr("What you do here goes to %1, and into the log.").arg(displayAddress(status.url));
    if (!isOpen)
        text = tr("Connect first. The abuse list makes connections of its own.");
    else if (!isNative)
        text = tr("This connection is QWebSocket's, which can do none of this. Choose Sonde's own engine in the "
                  "connection's settings, page Engine, and connect anew.");
    m_status->setText(text);
    setTextTone(m_status, isOpen && isNative ? Tone::Muted : Tone::Busy);
    m_actions->setEnabled(isOpen && isNative);
    m_frames->setEnabled(isOpen && isNative);
}

} // namespace sonde
