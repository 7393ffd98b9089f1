// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/labframepage.h"

#include "core/binarytext.h"
#include "gui/appearance.h"
#include "gui/labfields.h"
#include "session/details.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSpinBox>

using namespace Qt::StringLiterals;

namespace sonde {

namespace {

constexpr qsizetype ShownBytes = 24;

} // namespace

LabFramePage::LabFramePage(QWidget *parent)
    : QWidget(parent)
    , m_opcode(new QComboBox(this))
    , m_final(new QCheckBox(u"FIN"_s, this))
    , m_masked(new QCheckBox(tr("masked"), this))
    , m_lengthForm(new QComboBox(this))
    , m_claimed(new QLineEdit(this))
    , m_cutOff(makeLabNumber(u"labCutOff"_s, tr("Bytes that are left out at the end"), {0, 1'000'000}, this))
    , m_payloadForm(new QComboBox(this))
    , m_payload(new QLineEdit(this))
    , m_preview(new QLabel(this))
    , m_send(makeLabButton(u"labSendFrame"_s, tr("Send frame"), this))
    , m_count(makeLabNumber(u"labFragments"_s, tr("Number of frames"), {2, 10'000, 3}, this))
    , m_pause(makeLabNumber(u"labFragmentPause"_s, tr("Pause between frames"), {0, 600'000}, this))
    , m_pingBetween(new QCheckBox(tr("a Ping between them"), this))
    , m_bytes(new QPlainTextEdit(this))
    , m_problem(new QLabel(this))
{
    auto *form = new QFormLayout(this);
    addHeader(*form);
    addLength(*form);
    addPayload(*form);
    addFragments(*form);
    addBytes(*form);
    m_problem->setObjectName(u"labProblem"_s);
    m_problem->setWordWrap(true);
    setTextTone(m_problem, Tone::Bad);
    form->addRow(m_problem);
    showFrame();
}

void LabFramePage::addHeader(QFormLayout &form)
{
    m_opcode->setObjectName(u"labOpcode"_s);
    for (uint opcode = 0; opcode < 16; ++opcode)
        m_opcode->addItem(u"0x%1  %2"_s.arg(QString::number(opcode, 16).toUpper(), opcodeName(Opcode(opcode))));
    m_opcode->setCurrentIndex(int(Opcode::Text));
    m_final->setObjectName(u"labFin"_s);
    m_final->setChecked(true);
    m_masked->setObjectName(u"labMasked"_s);
    m_masked->setChecked(true);
    for (int n = 1; n <= 3; ++n) {
        m_reserved << new QCheckBox(u"RSV%1"_s.arg(n), this);
        m_reserved.last()->setObjectName(u"labRsv%1"_s.arg(n));
    }
    form.addRow(tr("Header:"), inRow({m_opcode, m_final, m_reserved[0], m_reserved[1], m_reserved[2], m_masked}));
    connect(m_opcode, &QComboBox::currentIndexChanged, this, &LabFramePage::showFrame);
    for (const QCheckBox *bit : QList{m_final, m_masked} + m_reserved)
        connect(bit, &QCheckBox::toggled, this, &LabFramePage::showFrame);
}

void LabFramePage::addLength(QFormLayout &form)
{
    m_lengthForm->setObjectName(u"labLengthForm"_s);
    m_lengthForm->setAccessibleName(tr("How the length is written"));
    m_lengthForm->addItems({tr("shortest form"), tr("7 bits"), tr("16 bits"), tr("64 bits")});
    m_claimed->setObjectName(u"labClaimed"_s);
    m_claimed->setAccessibleName(tr("Length"));
    m_claimed->setPlaceholderText(tr("the payload's own"));
    m_cutOff->setSuffix(tr(" bytes"));
    form.addRow(tr("Length:"), inRow({m_claimed, m_lengthForm, new QLabel(tr("cut off at the end:"), this), m_cutOff}));
    connect(m_lengthForm, &QComboBox::currentIndexChanged, this, &LabFramePage::showFrame);
    connect(m_claimed, &QLineEdit::textChanged, this, &LabFramePage::showFrame);
    connect(m_cutOff, &QSpinBox::valueChanged, this, &LabFramePage::showFrame);
}

void LabFramePage::addPayload(QFormLayout &form)
{
    m_payloadForm->setObjectName(u"labPayloadForm"_s);
    m_payloadForm->setAccessibleName(tr("How the payload is typed"));
    m_payloadForm->addItems({tr("text"), tr("hex")});
    m_payload->setObjectName(u"labPayload"_s);
    m_payload->setAccessibleName(tr("Payload"));
    m_payload->setText(u"Hello"_s);
    m_preview->setObjectName(u"labPreview"_s);
    m_preview->setFont(monospacedFont());
    m_preview->setTextInteractionFlags(Qt::TextSelectableByMouse);
    form.addRow(tr("Payload:"), inRow({m_payloadForm, m_payload, m_send}));
    form.addRow(tr("On the wire:"), m_preview);
    connect(m_payloadForm, &QComboBox::currentIndexChanged, this, &LabFramePage::showFrame);
    connect(m_payload, &QLineEdit::textChanged, this, &LabFramePage::showFrame);
    connect(m_send, &QPushButton::clicked, this, [this] {
        if (const Result<HandMadeFrame> made = frame())
            emit scriptReady({WriteBytes{bytesOf(*made)}});
    });
}

void LabFramePage::addFragments(QFormLayout &form)
{
    m_count->setSuffix(tr(" frames"));
    m_pause->setSuffix(tr(" ms apart"));
    m_pingBetween->setObjectName(u"labPingBetween"_s);
    QPushButton *send = makeLabButton(u"labSendFragments"_s, tr("Send the payload so"), this);
    QHBoxLayout *row = inRow({m_count, m_pause, m_pingBetween});
    row->addWidget(send);
    form.addRow(tr("In pieces:"), row);
    addExplanation(form,
                   tr("A server takes a text or binary message in any number of frames, and answers a Ping "
                      "between them at once (RFC 6455 section 5.4). What it must fail the connection for, "
                      "the abuse list has."));
    connect(send, &QPushButton::clicked, this, &LabFramePage::sendFragments);
}

void LabFramePage::addBytes(QFormLayout &form)
{
    m_bytes->setObjectName(u"labBytes"_s);
    m_bytes->setAccessibleName(tr("Bytes to send as they are"));
    m_bytes->setPlaceholderText(tr("Any bytes in hex, such as 81 85 00 00 00 00 48 65 6c 6c 6f"));
    m_bytes->setFont(monospacedFont());
    m_bytes->setTabChangesFocus(true);
    m_bytes->setMinimumHeight(3 * fontMetrics().lineSpacing());
    QPushButton *send = makeLabButton(u"labSendBytes"_s, tr("Send bytes"), this);
    auto *row = new QHBoxLayout;
    row->addWidget(m_bytes, 1);
    row->addWidget(send, 0, Qt::AlignTop);
    form.addRow(tr("As they are:"), row);
    connect(send, &QPushButton::clicked, this, &LabFramePage::sendBytes);
}

Result<QByteArray> LabFramePage::payload() const
{
    return m_payloadForm->currentIndex() == 0 ? Result<QByteArray>(m_payload->text().toUtf8())
                                              : parseHex(m_payload->text());
}

Result<HandMadeFrame> LabFramePage::frame() const
{
    const Result<QByteArray> bytes = payload();
    if (!bytes)
        return tl::unexpected(bytes.error());
    HandMadeFrame frame{.isFinal = m_final->isChecked(),
                        .opcode = quint8(m_opcode->currentIndex()),
                        .isMasked = m_masked->isChecked(),
                        .payload = *bytes,
                        .cutOff = m_cutOff->value()};
    for (int n = 0; n < m_reserved.size(); ++n)
        frame.reserved |= m_reserved[n]->isChecked() ? quint8(4 >> n) : quint8(0);
    if (m_lengthForm->currentIndex() > 0)
        frame.lengthForm = LengthForm(m_lengthForm->currentIndex() - 1);
    if (const QString claimed = m_claimed->text().trimmed(); !claimed.isEmpty()) {
        bool isNumber = false;
        const quint64 length = claimed.toULongLong(&isNumber, 0);
        if (!isNumber)
            return fail(tr("\"%1\" is no length.").arg(claimed),
                        tr("Type a number of at most 64 bits, such as 300 or 0x8000000000000005."));
        frame.claimedLength = qint64(length);
    }
    return frame;
}

void LabFramePage::sendFragments()
{
    const Result<QByteArray> bytes = payload();
    if (!bytes) {
        showProblem(bytes.error());
        return;
    }
    Fragmentation how{.count = m_count->value(), .pause = std::chrono::milliseconds(m_pause->value())};
    if (m_pingBetween->isChecked())
        how.pingBetween = "between";
    const bool isText = m_opcode->currentIndex() == int(Opcode::Text);
    emit scriptReady(inFragments({isText ? Opcode::Text : Opcode::Binary, *bytes}, how));
}

void LabFramePage::sendBytes()
{
    const Result<QByteArray> bytes = parseHex(m_bytes->toPlainText());
    if (!bytes)
        showProblem(bytes.error());
    else if (bytes->isEmpty())
        showProblem({tr("There are no bytes to send."), tr("Type them as hex digits.")});
    else {
        m_problem->clear();
        emit scriptReady({WriteBytes{*bytes}});
    }
}

/// The bytes as they would go out; the masking key is made anew when they do.
void LabFramePage::showFrame()
{
    const Result<HandMadeFrame> made = frame();
    m_send->setEnabled(made.has_value());
    if (!made) {
        showProblem(made.error());
        m_preview->clear();
        return;
    }
    m_problem->clear();
    const QByteArray bytes = bytesOf(*made);
    QString text = QString::fromLatin1(bytes.first(std::min(bytes.size(), ShownBytes)).toHex(' '));
    if (bytes.size() > ShownBytes)
        text += u" …"_s;
    m_preview->setText(text);
}

void LabFramePage::showProblem(const Error &error)
{
    m_problem->setText(error.text());
}

} // namespace sonde
