// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connectionoptions.h"

#include <QWidget>

class QCheckBox;
class QDoubleSpinBox;
class QSpinBox;

namespace sonde {

class SecondsBox;

/// The page of the connection's settings that says when to come back, and how to find out that the server is gone.
class ReconnectPage final : public QWidget
{
    Q_OBJECT

public:
    ReconnectPage(const ReconnectOptions &reconnect, const KeepAliveOptions &keepAlive, QWidget *parent = nullptr);

    [[nodiscard]] ReconnectOptions reconnect() const;
    [[nodiscard]] KeepAliveOptions keepAlive() const;

private:
    const ReconnectOptions m_initial;
    QCheckBox *m_enabled;
    QCheckBox *m_afterRefusal;
    QCheckBox *m_afterNormalClose;
    SecondsBox *m_first;
    QDoubleSpinBox *m_factor;
    SecondsBox *m_longest;
    QDoubleSpinBox *m_spread;
    QSpinBox *m_maxAttempts;
    SecondsBox *m_pingInterval;
    SecondsBox *m_pingTimeout;
};

} // namespace sonde
