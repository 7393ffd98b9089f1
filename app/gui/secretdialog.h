// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>
#include <QHash>

class QLineEdit;

namespace sonde {

/// Asks for secrets that no keychain holds.
class SecretDialog final : public QDialog
{
    Q_OBJECT

public:
    /// `whyNotKept`: why they are forgotten when the program ends; empty where the keychain keeps them.
    SecretDialog(const QStringList &names, const QString &whyNotKept, QWidget *parent);

    [[nodiscard]] QHash<QString, QString> secrets() const; ///< By name.

private:
    QHash<QString, QLineEdit *> m_fields;
};

} // namespace sonde
