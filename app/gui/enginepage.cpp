// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/enginepage.h"

#include "gui/appearance.h"

#include <QCheckBox>
#include <QFormLayout>
#include <QGroupBox>
#include <QLabel>
#include <QRadioButton>
#include <QSpinBox>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace sonde {

namespace {

QSpinBox *makeBitsBox(int bits, const QString &name, QWidget *parent)
{
    auto *box = new QSpinBox(parent);
    box->setObjectName(name);
    box->setRange(8, 15);
    box->setSuffix(EnginePage::tr(" bits"));
    box->setValue(bits);
    return box;
}

} // namespace

EnginePage::EnginePage(const ConnectionOptions &options, QWidget *parent)
    : QWidget(parent)
    , m_native(new QRadioButton(tr("Sonde's own"), this))
    , m_qt(new QRadioButton(tr("Qt's QWebSocket"), this))
    , m_lenient(new QCheckBox(tr("Bear with a server that breaks the protocol"), this))
    , m_recordsFrames(new QCheckBox(tr("Record frames"), this))
    , m_compression(makeCompression(options))
{
    m_native->setObjectName(u"engineNative"_s);
    m_native->setChecked(options.engine == Engine::Native);
    m_qt->setObjectName(u"engineQt"_s);
    m_qt->setChecked(options.engine == Engine::Qt);
    m_lenient->setObjectName(u"lenient"_s);
    m_lenient->setChecked(options.isLenient);
    m_recordsFrames->setObjectName(u"recordsFrames"_s);
    m_recordsFrames->setChecked(options.recordsFrames);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_native);
    layout->addWidget(
        makeExplanation(tr("Keeps to RFC 6455 in full, compresses, and reaches Unix sockets (ws+unix:)."), this));
    layout->addWidget(m_qt);
    layout->addWidget(makeExplanation(tr("Behaves as an application made with Qt does, with its limits: no "
                                         "compression, at most 5 s of silence inside "
                                         "a message, no character split across frames."),
                                      this));
    layout->addWidget(m_compression);
    layout->addWidget(m_lenient);
    layout->addWidget(makeExplanation(tr("What can be borne is noted in the log, and the connection goes on. Else it "
                                         "is failed with the code that the "
                                         "RFC gives."),
                                      this));
    layout->addWidget(m_recordsFrames);
    layout->addWidget(makeExplanation(tr("Each frame becomes a row of the log, beside the message that it is part of. "
                                         "Connection > Record frames does the same."),
                                      this));
    layout->addStretch();
    connect(m_native, &QRadioButton::toggled, this, &EnginePage::enable);
    enable();
}

QGroupBox *EnginePage::makeCompression(const ConnectionOptions &options)
{
    auto *box = new QGroupBox(tr("Offer compression (permessage-deflate)"), this);
    box->setObjectName(u"offerCompression"_s);
    box->setCheckable(true);
    box->setChecked(options.offersCompression);
    const DeflateOffer &offer = options.compression;
    m_serverForgets = new QCheckBox(tr("The server compresses each message on its own"), box);
    m_serverForgets->setObjectName(u"serverNoContextTakeover"_s);
    m_serverForgets->setToolTip(u"server_no_context_takeover"_s);
    m_serverForgets->setChecked(offer.serverNoContextTakeover);
    m_clientForgets = new QCheckBox(tr("Sonde compresses each message on its own"), box);
    m_clientForgets->setObjectName(u"clientNoContextTakeover"_s);
    m_clientForgets->setToolTip(u"client_no_context_takeover"_s);
    m_clientForgets->setChecked(offer.clientNoContextTakeover);
    m_serverBits = makeBitsBox(offer.serverMaxWindowBits, u"serverMaxWindowBits"_s, box);
    m_serverBits->setToolTip(u"server_max_window_bits"_s);
    m_clientBits = makeBitsBox(offer.clientMaxWindowBits, u"clientMaxWindowBits"_s, box);
    m_clientBits->setToolTip(u"client_max_window_bits"_s);
    auto *form = new QFormLayout(box);
    form->addRow(m_serverForgets);
    form->addRow(m_clientForgets);
    form->addRow(tr("Window of the server:"), m_serverBits);
    form->addRow(tr("Window of Sonde:"), m_clientBits);
    return box;
}

void EnginePage::enable()
{
    m_compression->setEnabled(m_native->isChecked());
    m_lenient->setEnabled(m_native->isChecked());
    m_recordsFrames->setEnabled(m_native->isChecked());
}

void EnginePage::readInto(ConnectionOptions &options) const
{
    options.engine = m_native->isChecked() ? Engine::Native : Engine::Qt;
    options.recordsFrames = m_recordsFrames->isChecked();
    options.isLenient = m_lenient->isChecked();
    options.offersCompression = m_compression->isChecked();
    options.compression = {m_serverForgets->isChecked(), m_clientForgets->isChecked(), m_serverBits->value(),
                           m_clientBits->value()};
}

} // namespace sonde
