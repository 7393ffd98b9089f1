// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/labaction.h"

#include <QWidget>

#include <functional>

class QCheckBox;
class QComboBox;
class QFormLayout;
class QLineEdit;
class QPushButton;
class QSpinBox;

namespace sonde {

/// Pings and Pongs, Close frames, the TCP connection and its speed, as a person wants them.
class LabActionsPage final : public QWidget
{
    Q_OBJECT

public:
    explicit LabActionsPage(QWidget *parent = nullptr);

signals:
    void scriptReady(const sonde::LabScript &script);
    void pingReady(const QByteArray &payload);

private:
    void addPings(QFormLayout &form);
    void addClosing(QFormLayout &form);
    void addTcp(QFormLayout &form);
    void addRates(QFormLayout &form);
    QPushButton *addButton(const QString &name, const QString &text, const std::function<void()> &run);
    void sendClose(bool isCut);

    QLineEdit *m_payload;
    QComboBox *m_pongs;
    QSpinBox *m_delay;
    QSpinBox *m_code;
    QCheckBox *m_hasCode;
    QLineEdit *m_reason;
    QSpinBox *m_incoming;
    QSpinBox *m_outgoing;
};

} // namespace sonde
