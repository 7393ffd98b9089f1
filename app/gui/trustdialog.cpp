// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/trustdialog.h"

#include "gui/appearance.h"
#include "net/tls.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace sonde {

namespace {

QString dateText(const QDateTime &date)
{
    return QLocale().toString(date.toLocalTime(), QLocale::ShortFormat);
}

QLabel *makeProblem(const QString &text, QWidget *parent)
{
    auto *label = new QLabel(text, parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    setTextTone(label, Tone::Bad);
    return label;
}

/// In two lines, so that it can be compared without scrolling.
QString inTwoLines(const QString &fingerprint)
{
    const qsizetype half = (fingerprint.size() + 1) / 2;
    return fingerprint.first(half).chopped(1) + u'\n' + fingerprint.sliced(half);
}

} // namespace

TrustDialog::TrustDialog(const CertificateFacts &certificate, const QString &problem, const QString &formerPin,
                         QWidget *parent)
    : QDialog(parent)
{
    setObjectName(u"trustDialog"_s);
    setWindowTitle(tr("Trust this certificate"));
    const QString fingerprint = fingerprintText(certificate.sha256);

    auto *form = new QFormLayout;
    addFact(*form, tr("Certificate of:"), u"trustSubject"_s, certificate.subject);
    addFact(*form, tr("Issued by:"), u"trustIssuer"_s, certificate.issuer);
    if (!certificate.names.isEmpty())
        addFact(*form, tr("Valid for:"), u"trustNames"_s, certificate.names.join(u", "_s));
    addFact(*form, tr("Valid from:"), u"trustFrom"_s, dateText(certificate.validFrom));
    addFact(*form, tr("Valid until:"), u"trustUntil"_s, dateText(certificate.validUntil));
    addFact(*form, tr("SHA-256 fingerprint:"), u"trustFingerprint"_s, inTwoLines(fingerprint));
    findChild<QLabel *>(u"trustFingerprint"_s)->setFont(monospacedFont());

    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this);
    buttons->button(QDialogButtonBox::Ok)->setText(tr("Trust and connect"));
    buttons->button(QDialogButtonBox::Ok)->setAutoDefault(false);
    buttons->button(QDialogButtonBox::Cancel)->setDefault(true);
    buttons->button(QDialogButtonBox::Cancel)->setFocus();
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);

    auto *layout = new QVBoxLayout(this);
    layout->addWidget(makeProblem(problem, this));
    if (!formerPin.isEmpty() && formerPin != fingerprint) {
        QLabel *changed =
            makeProblem(tr("Until now this profile trusted another certificate. If nobody has changed the "
                           "server's, someone may be listening on the way."),
                        this);
        changed->setObjectName(u"trustChanged"_s);
        layout->addWidget(changed);
    }
    layout->addLayout(form);
    layout->addWidget(makeExplanation(tr("Compare the fingerprint with the one that whoever runs the server tells you. "
                                         "The profile then trusts this very certificate, whatever is wrong with it; "
                                         "others are judged as before. The TLS page of the connection's settings "
                                         "forgets it again."),
                                      this));
    layout->addStretch(1);
    layout->addWidget(buttons);
    setMinimumWidth(520);
}

void TrustDialog::addFact(QFormLayout &form, const QString &label, const QString &name, const QString &text)
{
    auto *fact = new QLabel(text, this);
    fact->setObjectName(name);
    fact->setTextFormat(Qt::PlainText); // the server wrote it
    fact->setWordWrap(true);
    fact->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    form.addRow(label, fact);
}

} // namespace sonde
