// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/tlspage.h"

#include "gui/appearance.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFileDialog>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace sonde {

TlsPage::TlsPage(const TlsOptions &tls, QWidget *parent)
    : QWidget(parent)
    , m_passphrase(new QLineEdit(tls.client.passphrase, this))
    , m_serverName(new QLineEdit(tls.serverName, this))
    , m_minVersion(new QComboBox(this))
    , m_pinned(new QLineEdit(tls.pinnedSha256, this))
    , m_ignoreErrors(new QCheckBox(tr("Connect although the certificate can't be trusted"), this))
    , m_risk(makeExplanation({}, this))
{
    auto *form = new QFormLayout(this);
    m_caFile = addFile(*form, tr("Further authorities (PEM):"), u"caFile"_s, tls.caFile);
    m_caFile->setPlaceholderText(tr("the system's authorities alone"));
    m_certificate = addFile(*form, tr("Client certificate:"), u"clientCertificate"_s, tls.client.file);
    m_certificate->setPlaceholderText(tr("PEM or PKCS#12"));
    m_key = addFile(*form, tr("Its key (PEM):"), u"clientKey"_s, tls.client.keyFile);
    m_key->setPlaceholderText(tr("where the certificate's file does not hold it"));
    m_passphrase->setObjectName(u"passphrase"_s);
    form->addRow(tr("Passphrase:"), m_passphrase);
    m_serverName->setObjectName(u"serverName"_s);
    m_serverName->setPlaceholderText(tr("the address's host"));
    form->addRow(tr("Server name:"), m_serverName);
    m_minVersion->setObjectName(u"minTlsVersion"_s);
    m_minVersion->addItems({u"TLS 1.0"_s, u"TLS 1.1"_s, u"TLS 1.2"_s, u"TLS 1.3"_s});
    m_minVersion->setCurrentIndex(int(tls.minVersion));
    form->addRow(tr("At least:"), m_minVersion);
    form->addRow(tr("Trusted certificate:"), makePinRow());
    m_ignoreErrors->setObjectName(u"ignoreTlsErrors"_s);
    m_ignoreErrors->setChecked(tls.ignoreErrors);
    form->addRow(m_ignoreErrors);
    form->addRow(m_risk);
    m_risk->setObjectName(u"ignoreTlsErrorsRisk"_s);
    connect(m_ignoreErrors, &QCheckBox::toggled, this, &TlsPage::showRisk);
    showRisk(tls.ignoreErrors);
}

/// The fingerprint, with a button that forgets it.
QLayout *TlsPage::makePinRow()
{
    m_pinned->setObjectName(u"pinnedSha256"_s);
    m_pinned->setPlaceholderText(tr("SHA-256 fingerprint"));
    m_pinned->setAccessibleName(tr("Trusted certificate"));
    m_pinned->setFont(monospacedFont());
    m_pinned->setCursorPosition(0);
    auto *forget = new QPushButton(tr("Forget"), this);
    forget->setObjectName(u"forgetCertificate"_s);
    forget->setToolTip(tr("Trust this certificate no longer"));
    forget->setEnabled(!m_pinned->text().isEmpty());
    connect(forget, &QPushButton::clicked, m_pinned, &QLineEdit::clear);
    connect(m_pinned, &QLineEdit::textChanged, forget,
            [forget](const QString &text) { forget->setEnabled(!text.isEmpty()); });
    auto *row = new QHBoxLayout;
    row->addWidget(m_pinned, 1);
    row->addWidget(forget);
    return row;
}

void TlsPage::showRisk(bool isTaken)
{
    const QString risk = tr("Certificates are not verified: anyone on the way can read and change what is sent. Use it "
                            "for servers of your own only.");
    m_risk->setText(isTaken ? QString(u"⚠ "_s + risk)
                            : tr("Anyone on the way could then read and change what is sent."));
    setTextTone(m_risk, isTaken ? Tone::Bad : Tone::Muted);
    m_ignoreErrors->setAccessibleDescription(m_risk->text());
}

QLineEdit *TlsPage::addFile(QFormLayout &form, const QString &label, const QString &name, const QString &path)
{
    auto *field = new QLineEdit(path, this);
    field->setObjectName(name);
    field->setAccessibleName(QString(label).remove(u':')); // the form's label is not for a row of two
    auto *choose = new QPushButton(tr("Choose…"), this);
    connect(choose, &QPushButton::clicked, field, [this, field] {
        const QString chosen =
            QFileDialog::getOpenFileName(this, field->accessibleName(), field->text(),
                                         tr("Certificates (*.pem *.crt *.cer *.key *.p12 *.pfx);;All files (*)"));
        if (!chosen.isEmpty())
            field->setText(chosen);
    });
    auto *row = new QHBoxLayout;
    row->addWidget(field, 1);
    row->addWidget(choose);
    form.addRow(label, row);
    return field;
}

TlsOptions TlsPage::tls() const
{
    return {.caFile = m_caFile->text().trimmed(),
            .ignoreErrors = m_ignoreErrors->isChecked(),
            .client = {m_certificate->text().trimmed(), m_key->text().trimmed(), m_passphrase->text()},
            .serverName = m_serverName->text().trimmed(),
            .minVersion = TlsVersion(m_minVersion->currentIndex()),
            .pinnedSha256 = m_pinned->text().trimmed()};
}

} // namespace sonde
