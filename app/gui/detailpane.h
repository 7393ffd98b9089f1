// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capture/record.h"
#include "gui/chosenvalue.h"
#include "gui/worker.h"
#include "payload/reading.h"

#include <QTimer>
#include <QWidget>

class QHBoxLayout;
class QStackedWidget;
class QTabBar;
class QToolButton;

namespace sonde {

class CaptureLog;
class ElidedLabel;
class FindField;
class FormatBox;
class HandshakeView;
class HexView;
class ImageView;
class PayloadView;
class RecordReader;
class TextView;

/// Shows one record whole, whatever its size: set out for reading, as text, as bytes. What is neither is guessed.
class DetailPane final : public QWidget
{
    Q_OBJECT

public:
    enum View { Pretty, Text, Hex };

    /// Large payloads are read from the capture of `log`, in a thread of the pane's own.
    explicit DetailPane(const CaptureLog &log, QWidget *parent = nullptr);
    ~DetailPane() override;

    void show(const Record &record);
    void clear();
    /// Adds a button to the bar, before those that copy and save.
    void addButton(QToolButton *button);
    void focusPretty(); ///< Shows the record set out for reading, and gives it the focus.
    void setTakesValues(bool takes); ///< Whether somebody listens to valueChosen().
    /// What is shown now, decompressed; empty while it is being read.
    [[nodiscard]] PayloadBytes content() const;

signals:
    void errorOccurred(const sonde::Error &error);
    void valueChosen(const sonde::ChosenValue &value);

private:
    void addBar();
    void connectParts();
    void handleError(const Error &error);
    void setReading(const Reading &reading);
    void setNothing();
    void refresh();
    void showText(const PayloadBytes &text, LineLayout layout);
    void showBytes(const PayloadBytes &bytes);
    void showImage();
    void showHandshake();
    void refreshNote();
    void refreshProgress();
    [[nodiscard]] QString noteText() const;
    void copy();
    void save();
    [[nodiscard]] bool isEvent() const { return m_record && m_record->direction == Direction::Event; }
    [[nodiscard]] bool isFrame() const { return m_record && m_record->kind == Kind::Frame; }
    [[nodiscard]] bool isToldByText() const;
    [[nodiscard]] PayloadView *currentView() const;

    std::optional<Record> m_record;
    Reading m_reading;
    QString m_problem; ///< Of the last thing that was asked for.
    QString m_imageNote;

    QHBoxLayout *m_bar;
    QTabBar *m_views;
    FormatBox *m_formats;
    ElidedLabel *m_note;
    FindField *m_find;
    QToolButton *m_copy;
    QToolButton *m_save;
    QStackedWidget *m_stack;
    TextView *m_text;
    HexView *m_hex;
    ImageView *m_image;
    HandshakeView *m_handshake;
    QTimer m_progress;
    RecordReader *m_reader;
    Worker m_decoding; ///< Of images.
};

} // namespace sonde
