// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connectionoptions.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QFormLayout;
class QLabel;
class QLayout;
class QLineEdit;

namespace sonde {

/// The page of the connection's settings for TLS: whom we trust, and who we are to the server.
class TlsPage final : public QWidget
{
    Q_OBJECT

public:
    explicit TlsPage(const TlsOptions &tls, QWidget *parent = nullptr);

    [[nodiscard]] TlsOptions tls() const;

private:
    [[nodiscard]] QLayout *makePinRow();
    void showRisk(bool isTaken);
    /// A field for the path of a file, with a button that chooses it.
    QLineEdit *addFile(QFormLayout &form, const QString &label, const QString &name, const QString &path);

    QLineEdit *m_caFile = nullptr;
    QLineEdit *m_certificate = nullptr;
    QLineEdit *m_key = nullptr;
    QLineEdit *m_passphrase;
    QLineEdit *m_serverName;
    QComboBox *m_minVersion;
    QLineEdit *m_pinned;
    QCheckBox *m_ignoreErrors;
    QLabel *m_risk;
};

} // namespace sonde
