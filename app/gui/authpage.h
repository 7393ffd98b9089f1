// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connectionoptions.h"

#include <QWidget>

class QComboBox;
class QFormLayout;
class QLineEdit;

namespace sonde {

/// The page of the connection's settings that says who we are. Shows what the chosen kind needs and no more.
class AuthPage final : public QWidget
{
    Q_OBJECT

public:
    explicit AuthPage(const AuthOptions &auth, QWidget *parent = nullptr);

    [[nodiscard]] AuthOptions auth() const;

private:
    void showRows();

    AuthOptions m_initial;
    QFormLayout *m_form;
    QComboBox *m_kind;
    QComboBox *m_keyPlace;
    QList<QLineEdit *> m_fields; ///< One for each row of the table in the source.
};

} // namespace sonde
