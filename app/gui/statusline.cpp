// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/statusline.h"

#include "gui/elidedlabel.h"
#include "gui/statustext.h"
#include "session/details.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace sonde {

StatusLine::StatusLine(const Session &session, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_shape(new QLabel(this))
    , m_text(new ElidedLabel(this))
    , m_unverified(new QToolButton(this))
    , m_suggestion(new QPushButton(this))
    , m_trust(new QPushButton(tr("Trust this certificate…"), this))
    , m_ticker(this)
{
    setObjectName(u"statusLine"_s);
    m_text->setObjectName(u"statusText"_s);
    m_shape->setFixedWidth(fontMetrics().horizontalAdvance(u"●"_s) + 4);
    m_suggestion->setObjectName(u"suggestion"_s);
    m_suggestion->hide();
    m_trust->setObjectName(u"trustCertificate"_s);
    m_trust->setToolTip(tr("Look at the server's certificate, and trust it for this profile"));
    m_unverified->setObjectName(u"notVerified"_s);
    m_unverified->setText(unverifiedWord());
    m_unverified->setToolTip(unverifiedSentence());
    m_unverified->setAccessibleDescription(unverifiedSentence());
    m_unverified->setIcon(icon(u"unverified"_s, Tone::Bad));
    m_unverified->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_unverified->setAutoRaise(true);
    m_unverified->hide();

    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(2, 0, 2, 0);
    layout->addWidget(m_shape);
    layout->addWidget(m_unverified);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_suggestion);
    layout->addWidget(m_trust);
    setFixedHeight(std::max(m_suggestion->sizeHint().height(), m_text->sizeHint().height()));

    m_ticker.setInterval(250);
    connect(&m_ticker, &QTimer::timeout, this, &StatusLine::refresh);
    connect(&session, &Session::statusChanged, this, [this](const ConnectionStatus &status) {
        // What was read into the address stays readable until the connection stands.
        if (status.state != ConnectionState::Connecting)
            m_note.clear();
        m_showsAddress = false;
        m_suggestion->hide();
        refresh();
    });
    connect(m_suggestion, &QPushButton::clicked, this,
            [this] { emit suggestionTaken(m_suggestion->property("address").toString()); });
    connect(m_trust, &QPushButton::clicked, this, &StatusLine::trustRequested);
    connect(m_unverified, &QToolButton::clicked, this, &StatusLine::verificationRequested);
    refresh();
}

void StatusLine::showAddressProblem(const Error &error)
{
    m_showsAddress = true;
    m_trust->hide();
    setText(Tone::Bad, u"✕"_s, error.text());
    m_suggestion->setVisible(!error.suggestion.isEmpty());
    m_suggestion->setProperty("address", error.suggestion);
    const QString text = tr("Use %1").arg(fontMetrics().elidedText(error.suggestion, Qt::ElideMiddle, 260));
    m_suggestion->setText(text);
    m_suggestion->setFixedWidth(fontMetrics().horizontalAdvance(text) + 24);
}

void StatusLine::showAddressNote(const QString &note)
{
    m_note = note;
    refresh();
}

void StatusLine::clearAddress()
{
    m_note.clear();
    m_showsAddress = false;
    m_suggestion->hide();
    refresh();
}

void StatusLine::setUnverified(bool isUnverified)
{
    QPalette palette;
    palette.setColor(QPalette::ButtonText, toneColor(Tone::Bad, palette));
    m_unverified->setPalette(palette);
    m_unverified->setVisible(isUnverified);
}

void StatusLine::refresh()
{
    const ConnectionStatus &status = m_session.status();
    const bool hasEnded = status.state == ConnectionState::Idle || status.state == ConnectionState::Waiting;
    m_trust->setVisible(hasEnded && status.ending && status.ending->certificate && !m_showsAddress);
    if (status.state == ConnectionState::Idle)
        m_ticker.stop();
    else
        m_ticker.start();
    if (m_showsAddress)
        return;
    const StateLook look = lookOf(status);
    setText(look.tone, look.shape, look.word + numbers());
}

QString StatusLine::numbers() const
{
    const ConnectionStatus &status = m_session.status();
    QStringList parts;
    if (status.state == ConnectionState::Open || status.state == ConnectionState::Closing) {
        const QLocale locale;
        const Traffic &traffic = m_session.traffic();
        const auto elapsed = std::chrono::duration_cast<std::chrono::seconds>(now() - status.since);
        parts << elapsedText(elapsed);
        if (!status.subprotocol.isEmpty())
            parts << status.subprotocol;
        parts << engineName(status.engine);
        parts << tr("↓ %1 ↑ %2")
                     .arg(locale.toString(traffic.receivedMessages.load()),
                          locale.toString(traffic.sentMessages.load()));
        if (const qint64 size = traffic.fileSize; size > 0)
            parts << tr("sending a file, %1 of %2")
                         .arg(locale.formattedDataSize(std::min<qint64>(traffic.fileWritten, size)),
                              locale.formattedDataSize(size));
        if (const qint64 inflated = traffic.inflatedBytes; inflated > 0) {
            const double share = 100.0 * double(traffic.deflatedBytes) / double(inflated);
            parts << tr("compressed to %1 %").arg(locale.toString(share, 'f', share < 10 ? 1 : 0));
        }
        if (const qint64 us = traffic.roundTripUs; us >= 0)
            parts << tr("round trip %1").arg(durationText(std::chrono::microseconds(us)));
    } else if (status.state == ConnectionState::Connecting && status.attempt > 1) {
        parts << tr("attempt %1").arg(status.attempt);
    } else if (status.hasFailed()) {
        parts << status.ending->error.text();
    } else if (status.state == ConnectionState::Idle && status.ending && status.ending->step >= Step::Open) {
        parts << closeSentence(*status.ending);
    }
    if (!m_note.isEmpty())
        parts << m_note;
    return parts.isEmpty() ? QString() : u" · "_s + parts.join(u" · "_s);
}

void StatusLine::setText(Tone tone, const QString &shape, const QString &text)
{
    setTextTone(m_shape, tone);
    m_shape->setText(shape);
    if (m_text->text() != text)
        m_text->show(text, QPalette().color(QPalette::WindowText));
}

} // namespace sonde
