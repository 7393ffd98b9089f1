// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/transport.h"

#include <QDialog>

class QFormLayout;

namespace sonde {

/// Shows a certificate that can't be trusted, and asks whether this very one is to be trusted all the same.
class TrustDialog final : public QDialog
{
    Q_OBJECT

public:
    /// `problem` is what is wrong with it; `formerPin` the fingerprint that was trusted until now, empty for none.
    TrustDialog(const CertificateFacts &certificate, const QString &problem, const QString &formerPin,
                QWidget *parent = nullptr);

private:
    void addFact(QFormLayout &form, const QString &label, const QString &name, const QString &text);
};

} // namespace sonde
