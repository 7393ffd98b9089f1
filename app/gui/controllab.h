// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/connection.h"
#include "net/labaction.h"

#include <QDialog>

#include <functional>

class QLabel;

namespace sonde {

class LabAbusePage;
class Session;

/// Does to a tab's connection what no well-behaved client does. Not modal: the log stays at hand.
class ControlLab final : public QDialog
{
    Q_OBJECT

public:
    /// `request` makes what the abuse list dials.
    ControlLab(Session &session, std::function<Result<Request>()> request, QWidget *parent = nullptr);
    ~ControlLab() override;

private:
    void perform(const LabScript &script);
    void showStatus(const ConnectionStatus &status);

    Session &m_session;
    QWidget *m_actions; ///< All that needs an open connection.
    QWidget *m_frames;
    QLabel *m_status;
};

} // namespace sonde
