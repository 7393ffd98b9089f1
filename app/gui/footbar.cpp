// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/footbar.h"

#include "gui/appearance.h"
#include "gui/elidedlabel.h"

#include <QHBoxLayout>
#include <QPushButton>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace sonde {

FootBar::FootBar(const CaptureLog &log, QWidget *parent)
    : QWidget(parent)
    , m_log(log)
    , m_text(new ElidedLabel(this))
    , m_dismiss(new QPushButton(icon(u"close"_s), tr("Dismiss"), this))
    , m_row(new QHBoxLayout(this))
{
    setObjectName(u"footBar"_s);
    m_text->setObjectName(u"footText"_s);
    m_text->setAccessibleName(tr("Status"));
    m_dismiss->setObjectName(u"dismissProblem"_s);
    m_row->setContentsMargins(2, 0, 2, 0);
    m_row->addWidget(m_text, 1);
    m_row->addWidget(m_dismiss);
    setFixedHeight(m_dismiss->sizeHint().height());
    connect(&log, &CaptureLog::troubleChanged, this, &FootBar::refresh);
    connect(&log, &CaptureLog::unreadable, this, &FootBar::showProblem);
    connect(m_dismiss, &QPushButton::clicked, this, [this] {
        m_problems.removeFirst();
        refresh();
    });
    m_dismiss->hide();
    m_doneTimer.setSingleShot(true);
    m_doneTimer.setInterval(15s);
    connect(&m_doneTimer, &QTimer::timeout, this, [this] {
        m_done.clear();
        refresh();
    });
}

void FootBar::showProblem(const Error &error)
{
    if (!m_problems.contains(error)) // what is tried again and again fails again and again
        m_problems << error;
    refresh();
}

void FootBar::showDone(const QString &text)
{
    m_done = text;
    m_doneTimer.start();
    refresh();
}

void FootBar::setIdleText(const QString &text)
{
    m_idleText = text;
    refresh();
}

void FootBar::refresh()
{
    const QString urgent = urgentText();
    const bool showsProblem = urgent.isEmpty() && !m_log.trouble() && !m_problems.isEmpty();
    m_dismiss->setVisible(showsProblem);
    if (m_log.trouble())
        m_text->show(m_log.trouble()->text() + (urgent.isEmpty() ? QString() : QString(u" · "_s + urgent)),
                     toneColor(Tone::Bad, QPalette()));
    else if (!urgent.isEmpty())
        m_text->show(urgent, toneColor(Tone::Busy, QPalette()));
    else if (showsProblem)
        m_text->show(m_problems.first().text(), toneColor(Tone::Bad, QPalette()));
    else if (!m_done.isEmpty())
        m_text->show(m_done, toneColor(Tone::Good, QPalette()));
    else
        m_text->show(m_idleText, toneColor(Tone::Muted, QPalette()));
}

} // namespace sonde
