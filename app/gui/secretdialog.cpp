// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/secretdialog.h"

#include "gui/appearance.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>

using namespace Qt::StringLiterals;

namespace sonde {

SecretDialog::SecretDialog(const QStringList &names, const QString &whyNotKept, QWidget *parent)
    : QDialog(parent)
{
    setObjectName(u"secretDialog"_s);
    setWindowTitle(tr("Secrets"));
    auto *form = new QFormLayout(this);
    for (const QString &name : names) {
        auto *field = new QLineEdit(this);
        field->setObjectName(u"secret-"_s + name);
        field->setEchoMode(QLineEdit::Password);
        m_fields.insert(name, field);
        form->addRow(name + u':', field);
    }
    const QString text = whyNotKept.isEmpty()
        ? tr("The system's keychain will keep them. No file of Sonde holds them, and the log shows ••• in their place.")
        : tr("They are forgotten when Sonde ends. %1 The log shows ••• in their place.").arg(whyNotKept);
    form->addRow(makeExplanation(text, this));
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    form->addRow(buttons);
    setMinimumWidth(420);
}

QHash<QString, QString> SecretDialog::secrets() const
{
    QHash<QString, QString> secrets;
    for (auto it = m_fields.begin(); it != m_fields.end(); ++it)
        secrets.insert(it.key(), it.value()->text());
    return secrets;
}

} // namespace sonde
