// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/labactionspage.h"

#include "gui/labfields.h"
#include "lab/handmadeframe.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>
#include <QtEndian>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace sonde {

LabActionsPage::LabActionsPage(QWidget *parent)
    : QWidget(parent)
    , m_payload(new QLineEdit(this))
    , m_pongs(new QComboBox(this))
    , m_delay(makeLabNumber(u"labPongDelay"_s, tr("Delay of the Pong"), {0, 600'000, 5'000}, this))
    , m_code(makeLabNumber(u"labCloseCode"_s, tr("Close code"), {0, 65'535, 1000}, this))
    , m_hasCode(new QCheckBox(tr("Code"), this))
    , m_reason(new QLineEdit(this))
    , m_incoming(makeLabNumber(u"labIncoming"_s, tr("Reading, KiB a second"), {0, 1'000'000}, this))
    , m_outgoing(makeLabNumber(u"labOutgoing"_s, tr("Writing, KiB a second"), {0, 1'000'000}, this))
{
    auto *layout = new QVBoxLayout(this);
    auto *form = new QFormLayout;
    layout->addLayout(form);
    layout->addStretch(); // else a tall window pulls each row and its explanation apart
    addPings(*form);
    addClosing(*form);
    addTcp(*form);
    addRates(*form);
}

QPushButton *LabActionsPage::addButton(const QString &name, const QString &text, const std::function<void()> &run)
{
    QPushButton *button = makeLabButton(name, text, this);
    connect(button, &QPushButton::clicked, this, run);
    return button;
}

void LabActionsPage::addPings(QFormLayout &form)
{
    m_payload->setObjectName(u"labPingPayload"_s);
    m_payload->setPlaceholderText(tr("Payload, at most 125 bytes"));
    m_payload->setText(u"Sonde"_s);
    QPushButton *ping =
        addButton(u"labPing"_s, tr("Send Ping"), [this] { emit pingReady(m_payload->text().toUtf8()); });
    QPushButton *pong = addButton(u"labPong"_s, tr("Send Pong"), [this] {
        emit scriptReady(
            {WriteBytes{bytesOf({.opcode = quint8(Opcode::Pong), .payload = m_payload->text().toUtf8()})}});
    });
    form.addRow(tr("Ping and Pong:"), inRow({m_payload, ping, pong}));
    addExplanation(form,
                   tr("A server answers a Ping with a Pong that carries the same, and ignores a Pong that it did not "
                      "ask for (RFC 6455 sections 5.5.2, 5.5.3)."));
    m_pongs->setObjectName(u"labPongs"_s);
    m_pongs->setAccessibleName(tr("How Pings are answered"));
    m_pongs->addItems({tr("at once"), tr("never"), tr("late"), tr("with a wrong payload")}); // in the order of PongMode
    m_delay->setSuffix(tr(" ms"));
    m_delay->setEnabled(false);
    connect(m_pongs, &QComboBox::currentIndexChanged, this,
            [this](int mode) { m_delay->setEnabled(PongMode(mode) == PongMode::Late); });
    QPushButton *apply = addButton(u"labApplyPongs"_s, tr("Apply"), [this] {
        emit scriptReady({AnswerPings{PongMode(m_pongs->currentIndex()), std::chrono::milliseconds(m_delay->value())}});
    });
    form.addRow(tr("Answer Pings:"), inRow({m_pongs, m_delay, apply}));
    addExplanation(form, tr("A server that gets no right Pong in time may take the connection for dead and end it."));
}

void LabActionsPage::addClosing(QFormLayout &form)
{
    m_hasCode->setObjectName(u"labHasCode"_s);
    m_hasCode->setChecked(true);
    m_reason->setObjectName(u"labCloseReason"_s);
    m_reason->setAccessibleName(tr("Reason"));
    m_reason->setPlaceholderText(tr("Reason"));
    connect(m_hasCode, &QCheckBox::toggled, m_code, &QWidget::setEnabled);
    connect(m_hasCode, &QCheckBox::toggled, m_reason, &QWidget::setEnabled);
    QPushButton *send = addButton(u"labClose"_s, tr("Send Close"), [this] { sendClose(false); });
    QPushButton *half = addButton(u"labHalfClose"_s, tr("Send half of it"), [this] { sendClose(true); });
    form.addRow(tr("Close frame:"), inRow({m_hasCode, m_code, m_reason, send, half}));
    addExplanation(form,
                   tr("A server answers with a Close frame and ends TCP; with 1002 where the code is one that no frame "
                      "may carry. For the other half of a frame it waits (sections 5.5.1, 7.4)."));
}

void LabActionsPage::sendClose(bool isCut)
{
    QByteArray payload;
    if (m_hasCode->isChecked()) {
        payload.resize(2);
        qToBigEndian(quint16(m_code->value()), payload.data());
        payload += m_reason->text().toUtf8();
    }
    HandMadeFrame frame{.opcode = quint8(Opcode::Close), .payload = payload};
    frame.cutOff = isCut ? bytesOf(frame).size() / 2 : 0;
    emit scriptReady({WriteBytes{bytesOf(frame)}});
}

void LabActionsPage::addTcp(QFormLayout &form)
{
    const auto does = [this](const LabAction &action) { return [this, action] { emit scriptReady({action}); }; };
    form.addRow(tr("Reading:"),
                inRow({addButton(u"labStopReading"_s, tr("Stop reading"), does(SetReading{false})),
                       addButton(u"labReadOn"_s, tr("Read on"), does(SetReading{true}))}));
    addExplanation(form, tr("A server whose data is not taken holds back, and bounds what it keeps for you."));
    form.addRow(tr("TCP:"),
                inRow({addButton(u"labFin"_s, tr("End by FIN"), does(EndTcp{false})),
                       addButton(u"labRst"_s, tr("End by RST"), does(EndTcp{true}))}));
    addExplanation(form, tr("A server sees 1006, frees what it held for the connection, and takes new ones."));
}

void LabActionsPage::addRates(QFormLayout &form)
{
    for (QSpinBox *box : {m_incoming, m_outgoing}) {
        box->setSuffix(tr(" KiB/s"));
        box->setSpecialValueText(tr("no limit"));
    }
    QPushButton *apply = addButton(u"labApplyRates"_s, tr("Apply"), [this] {
        emit scriptReady({LimitRates{qint64(m_incoming->value()) << 10, qint64(m_outgoing->value()) << 10}});
    });
    form.addRow(
        tr("Slow down:"),
        inRow({new QLabel(tr("reading"), this), m_incoming, new QLabel(tr("writing"), this), m_outgoing, apply}));
    addExplanation(form, tr("A server serves others as fast as before, and has patience with a slow message."));
}

} // namespace sonde
