// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/footbar.h"

#include "gui/appearance.h"
#include "gui/elidedlabel.h"
#include "session/details.h"

#include <QHBoxLayout>
#include <QLocale>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace sonde {

FootBar::FootBar(Session &session, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_text(new ElidedLabel(this))
    , m_now(new QPushButton(icon(u"reconnect"_s), tr("Now"), this))
    , m_stop(new QPushButton(icon(u"stop"_s), tr("Stop"), this))
    , m_dismiss(new QPushButton(icon(u"close"_s), tr("Dismiss"), this))
    , m_ticker(this)
{
    setObjectName(u"footBar"_s);
    m_text->setObjectName(u"footText"_s);
    m_text->setAccessibleName(tr("Reconnect indicator"));
    m_now->setObjectName(u"reconnectNow"_s);
    m_now->setToolTip(tr("Connect at once"));
    m_stop->setObjectName(u"reconnectStop"_s);
    m_stop->setToolTip(tr("Do not reconnect"));
    m_dismiss->setObjectName(u"dismissProblem"_s);

    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(2, 0, 2, 0);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_now);
    layout->addWidget(m_stop);
    layout->addWidget(m_dismiss);
    setFixedHeight(m_now->sizeHint().height());

    m_ticker.setInterval(100);
    connect(&m_ticker, &QTimer::timeout, this, &FootBar::refresh);
    connect(&session, &Session::statusChanged, this, &FootBar::refresh);
    connect(&session, &Session::troubleChanged, this, &FootBar::refresh);
    connect(m_now, &QPushButton::clicked, &session, &Session::reconnectNow);
    connect(m_stop, &QPushButton::clicked, &session, [&session] { session.close(); });
    connect(m_dismiss, &QPushButton::clicked, this, [this] {
        m_problems.removeFirst();
        refresh();
    });
    refresh();
}

void FootBar::setReconnectOptions(const ReconnectOptions &options)
{
    m_options = options;
    refresh();
}

void FootBar::showProblem(const Error &error)
{
    if (!m_problems.contains(error)) // what is tried again and again fails again and again
        m_problems << error;
    refresh();
}

void FootBar::refresh()
{
    const bool isWaiting = m_session.status().state == ConnectionState::Waiting;
    m_now->setVisible(isWaiting);
    m_stop->setVisible(isWaiting);
    m_dismiss->setVisible(!isWaiting && !m_problems.isEmpty() && !m_session.trouble());
    if (isWaiting)
        m_ticker.start();
    else
        m_ticker.stop();

    if (m_session.trouble())
        setText(true, m_session.trouble()->text() + (isWaiting ? QString(u" · "_s + countdown()) : QString()));
    else if (isWaiting)
        setText(false, countdown());
    else if (!m_problems.isEmpty())
        setText(true, m_problems.first().text());
    else
        setText(false, rule());
}

void FootBar::setText(bool isBad, const QString &text)
{
    const bool isWaiting = m_session.status().state == ConnectionState::Waiting;
    m_text->show(text, toneColor(isBad ? Tone::Bad : isWaiting ? Tone::Busy : Tone::Muted, QPalette()));
}

QString FootBar::countdown() const
{
    const ConnectionStatus &status = m_session.status();
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(status.nextAttempt - now());
    const QString seconds = locale().toString(std::max(0.0, double(left.count()) / 1000.0), 'f', 1);
    QString text = u"◐ "_s;
    if (status.ending)
        text += (status.ending->isFailure() ? status.ending->error.what : closeSentence(*status.ending) + u'.') + u' ';
    return text + tr("Next attempt in %1 s (attempt %2).").arg(seconds).arg(status.attempt);
}

QString FootBar::rule() const
{
    if (!m_options.enabled)
        return tr("Does not reconnect after a failure.");
    const auto seconds = [this](std::chrono::milliseconds wait) {
        return locale().toString(double(wait.count()) / 1000.0);
    };
    const QString text = tr("Reconnects after a failure: first after %1 s, then after twice as long, up to %2 s.")
                             .arg(seconds(m_options.initial), seconds(m_options.cap));
    return m_options.maxAttempts > 0
        ? QString(text + u' ' + tr("Gives up after %Ln attempt(s).", nullptr, m_options.maxAttempts))
        : text;
}

} // namespace sonde
