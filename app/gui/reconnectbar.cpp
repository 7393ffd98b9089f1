// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/reconnectbar.h"

#include "gui/appearance.h"
#include "session/details.h"

#include <QHBoxLayout>
#include <QLocale>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace sonde {

ReconnectBar::ReconnectBar(Session &session, QWidget *parent)
    : FootBar(session.capture(), parent)
    , m_session(session)
    , m_now(new QPushButton(icon(u"reconnect"_s), tr("Now"), this))
    , m_stop(new QPushButton(icon(u"stop"_s), tr("Stop"), this))
    , m_ticker(this)
{
    m_now->setObjectName(u"reconnectNow"_s);
    m_now->setToolTip(tr("Connect at once"));
    m_stop->setObjectName(u"reconnectStop"_s);
    m_stop->setToolTip(tr("Do not reconnect"));
    row()->addWidget(m_now);
    row()->addWidget(m_stop);

    m_ticker.setInterval(100);
    connect(&m_ticker, &QTimer::timeout, this, &ReconnectBar::refresh);
    connect(&session, &Session::statusChanged, this, &ReconnectBar::handleStatus);
    connect(m_now, &QPushButton::clicked, &session, &Session::reconnectNow);
    connect(m_stop, &QPushButton::clicked, &session, [&session] { session.close(); });
    handleStatus();
}

void ReconnectBar::setOptions(const ReconnectOptions &options)
{
    m_options = options;
    setIdleText(rule());
}

void ReconnectBar::handleStatus()
{
    m_now->setVisible(isWaiting());
    m_stop->setVisible(isWaiting());
    if (isWaiting())
        m_ticker.start();
    else
        m_ticker.stop();
    refresh();
}

QString ReconnectBar::urgentText() const
{
    if (!isWaiting())
        return {};
    const ConnectionStatus &status = m_session.status();
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(status.nextAttempt - now());
    const QString seconds = locale().toString(std::max(0.0, double(left.count()) / 1000.0), 'f', 1);
    QString text = u"◐ "_s;
    if (status.ending)
        text += (status.ending->isFailure() ? status.ending->error.what : closeSentence(*status.ending) + u'.') + u' ';
    return text + tr("Next attempt in %1 s (attempt %2).").arg(seconds).arg(status.attempt);
}

QString ReconnectBar::rule() const
{
    if (!m_options.enabled)
        return tr("Does not reconnect after a failure.");
    const auto seconds = [this](std::chrono::milliseconds wait) {
        return locale().toString(double(wait.count()) / 1000.0);
    };
    const QString first = seconds(std::min(m_options.initial, m_options.cap));
    const QString longest = seconds(m_options.cap);
    QString text;
    if (m_options.factor == 1.0 || m_options.initial >= m_options.cap)
        text = tr("Reconnects after a failure, each time after %1 s.").arg(first);
    else if (m_options.factor == 2.0)
        text = tr("Reconnects after a failure: first after %1 s, then after twice as long, up to %2 s.")
                   .arg(first, longest);
    else
        text = tr("Reconnects after a failure: first after %1 s, then after %2 times as long, up to %3 s.")
                   .arg(first, locale().toString(m_options.factor), longest);
    return m_options.maxAttempts > 0
        ? QString(text + u' ' + tr("Gives up after %Ln attempt(s).", nullptr, m_options.maxAttempts))
        : text;
}

} // namespace sonde
