// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/connection.h"

#include <QWidget>

class QLineEdit;
class QPushButton;
class QToolButton;

namespace sonde {

class TabValues;

/// The address, the button that connects and disconnects, and the way to the connection's settings.
class AddressBar final : public QWidget
{
    Q_OBJECT

public:
    explicit AddressBar(const TabValues &values, QWidget *parent = nullptr);

    [[nodiscard]] QString address() const;
    void setAddress(const QString &address);
    void focusAddress(); ///< With all of it selected.
    [[nodiscard]] bool hasAddressFocus() const;
    void showStatus(const ConnectionStatus &status);
    void setWarning(const QString &text); ///< What a screen reader says of the address; empty for nothing.
    /// Puts the cursor where the mistake is.
    void markMistake(qsizetype position);

signals:
    void addressEdited();
    void connectRequested();
    void disconnectRequested();
    void settingsRequested();

private:
    void toggle();

    QLineEdit *m_address;
    QPushButton *m_button;
    QToolButton *m_settings;
    bool m_isIdle = true;
};

} // namespace sonde
