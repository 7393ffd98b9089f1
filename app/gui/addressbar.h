// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/connection.h"

#include <QWidget>

class QLineEdit;
class QMenu;
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
    void
    commandGiven(const QString &text); ///< Another tool's command line, pasted or typed; see interop/importcommand.h.
    void menuAboutToShow(QMenu *menu); ///< That of the address, which may get more entries.

private:
    void handleEdited(const QString &text);
    void handleReturn();
    void showMenu(const QPoint &position);
    void toggle();

    QLineEdit *m_address;
    QPushButton *m_button;
    QToolButton *m_settings;
    QString m_before; ///< The address before the last edit.
    bool m_isIdle = true;
};

} // namespace sonde
