// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "payload/reading.h"

#include <QComboBox>

namespace sonde {

/// Tells what a payload looks like, and lets a person choose what it is read as.
class FormatBox final : public QComboBox
{
    Q_OBJECT

public:
    explicit FormatBox(QWidget *parent = nullptr);

    /// Nothing where it is to be guessed.
    [[nodiscard]] std::optional<PayloadFormat> format() const { return m_format; }
    void showGuess(const Reading &reading);
    void showNothing(); ///< There is no payload, or it is still being read.

signals:
    void formatChosen();

private:
    void showAutomatic(const QString &text);

    std::optional<PayloadFormat> m_format;
};

} // namespace sonde
