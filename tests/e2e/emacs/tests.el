;;; Ansatz in Emacs with eglot, from opening a file to the applied edit and the hover.  -*- lexical-binding: t -*-
;;; Run by ../run.sh: emacs --batch -l tests.el CLIENT SAMPLES SCRATCH SERVER

(require 'package)
(package-initialize)
(require 'cl-lib)
(require 'eglot)
(require 'python)

(defconst ansatz-tests-slow 60 "Seconds that end a test that hangs; nothing is asserted of time.")
(defvar ansatz-tests-passed 0)
(defvar ansatz-tests-failed 0)
(defvar ansatz-tests-opened 0)
(cl-destructuring-bind (client samples scratch server) command-line-args-left
  (defconst ansatz-tests-samples samples)
  (defconst ansatz-tests-scratch scratch)
  (load (expand-file-name "ansatz.el" client) nil t)
  (setq ansatz-program server
        command-line-args-left nil
        eglot-sync-connect 30
        eglot-confirm-server-initiated-edits nil
        inhibit-message t))

(defun ansatz-tests-say (format-string &rest values)
  (princ (apply #'format (concat format-string "\n") values)))

(defun ansatz-tests-wait (what condition)
  "Wait until CONDITION gives something, and return it."
  (let ((end (+ (float-time) ansatz-tests-slow)) value)
    (while (not (setq value (funcall condition)))
      (when (> (float-time) end) (error "waited in vain for %s" what))
      (accept-process-output nil 0.05))
    value))

(defun ansatz-tests-open (sample)
  "Open a copy of SAMPLE, attached to the server; its text."
  (let ((file (expand-file-name (format "%d_%s" (cl-incf ansatz-tests-opened) sample) ansatz-tests-scratch)))
    (copy-file (expand-file-name sample ansatz-tests-samples) file)
    (find-file file)
    (python-mode)
    (let ((inhibit-message t)) (apply #'eglot (eglot--guess-contact)))
    (ansatz-tests-wait "the server" #'eglot-current-server)
    (buffer-string)))

(defun ansatz-tests-go (text)
  (goto-char (point-min))
  (search-forward text)
  (goto-char (match-beginning 0)))

(defun ansatz-tests-action (title)
  "The code action at point whose title starts with TITLE."
  (ansatz-tests-wait
   title
   (lambda ()
     (cl-find-if (lambda (action) (string-prefix-p title (plist-get action :title)))
                 (append (eglot-code-actions (point) (point) nil) nil)))))

(defun ansatz-tests-execute (action)
  "Run the command of ACTION as eglot does, and return the server's answer."
  (let ((command (plist-get action :command)))
    (eglot-execute-command (eglot-current-server) (intern (plist-get command :command)) (plist-get command :arguments))))

(defmacro ansatz-tests-test (name &rest body)
  (declare (indent 1))
  `(condition-case error
       (progn ,@body
              (cl-incf ansatz-tests-passed)
              (ansatz-tests-say "PASSED emacs: %s" ,name))
     (error (cl-incf ansatz-tests-failed)
            (ansatz-tests-say "FAILED emacs: %s\n%S" ,name error))))

(ansatz-tests-test "a stub becomes code by a code action, the hover explains it, one undo restores every byte"
  (let ((before (ansatz-tests-open "speed.py")))
    (buffer-enable-undo)
    (ansatz-tests-go "raise NotImplementedError")
    (undo-boundary)
    (ansatz-tests-execute (ansatz-tests-action "Generate implementation of `speed_of_sound`"))
    (ansatz-tests-wait "the edit" (lambda () (save-excursion (goto-char (point-min)) (search-forward "sqrt(gamma" nil t))))
    (cl-assert (not (string-match-p "raise NotImplementedError" (buffer-string))))
    (ansatz-tests-go "sqrt(gamma")
    (eglot--signal-textDocument/didChange)
    (let* ((hover (jsonrpc-request (eglot-current-server) :textDocument/hover (eglot--TextDocumentPositionParams)))
           (value (plist-get (plist-get hover :contents) :value)))
      (cl-assert (string-match-p "verified\\|plausible" value) t))
    (undo-boundary)
    (let ((after (buffer-string)))
      (undo)
      (cl-assert (equal (buffer-string) before) t)
      (cl-assert (not (equal after before))))))

(ansatz-tests-test "a docstring whose units contradict its equation gets a diagnostic, and no code"
  (let ((before (ansatz-tests-open "unit_fault.py")))
    (flymake-mode 1)
    (ansatz-tests-wait "the diagnostic" (lambda () (flymake-start) (flymake-diagnostics)))
    (ansatz-tests-go "raise NotImplementedError")
    (ansatz-tests-execute (ansatz-tests-action "Generate implementation"))
    (cl-assert (equal (buffer-string) before))))

(ansatz-tests-test "M-x ansatz-generate and M-x ansatz-validate do what the actions do"
  (ansatz-tests-open "speed.py")
  (ansatz-tests-go "raise NotImplementedError")
  (ansatz-generate)
  (ansatz-tests-wait "the edit" (lambda () (save-excursion (goto-char (point-min)) (search-forward "sqrt(gamma" nil t))))
  (let ((generated (buffer-string)))
    (ansatz-tests-go "sqrt(gamma")
    (ansatz-validate)
    (cl-assert (equal (buffer-string) generated))))

(ignore-errors (eglot-shutdown-all))
(ansatz-tests-say "%d passed, %d failed" ansatz-tests-passed ansatz-tests-failed)
(kill-emacs (if (zerop ansatz-tests-failed) 0 1))
