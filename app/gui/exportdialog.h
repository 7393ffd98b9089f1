// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/exportformat.h"

#include <QDialog>

class QComboBox;
class QRadioButton;

namespace sonde {

/// Asks what to export, and as what.
class ExportDialog final : public QDialog
{
    Q_OBJECT

public:
    enum class Rows { All, Shown, Selected };
    struct Counts
    {
        qint64 all = 0;
        qint64 shown = 0; ///< By the filter; the same as `all` where there is none.
        qint64 selected = 0;
    };

    explicit ExportDialog(const Counts &counts, QWidget *parent = nullptr);

    [[nodiscard]] ExportFormat format() const;
    [[nodiscard]] Rows rows() const;

private:
    QComboBox *m_format;
    QRadioButton *m_all;
    QRadioButton *m_shown;
    QRadioButton *m_selected;
};

/// The format's name for a person, as file dialogs want it: "JSON Lines (*.jsonl)".
[[nodiscard]] QString fileFilter(ExportFormat format);

} // namespace sonde
