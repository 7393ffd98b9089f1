// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connectionoptions.h"

#include <QWidget>

class QComboBox;
class QLineEdit;
class QSpinBox;

namespace sonde {

/// The page of the connection's settings that chooses a proxy.
class ProxyPage final : public QWidget
{
    Q_OBJECT

public:
    explicit ProxyPage(const ProxyOptions &proxy, QWidget *parent = nullptr);

    [[nodiscard]] ProxyOptions proxy() const;

private:
    QComboBox *m_kind;
    QLineEdit *m_host;
    QSpinBox *m_port;
    QLineEdit *m_user;
    QLineEdit *m_password;
};

} // namespace sonde
