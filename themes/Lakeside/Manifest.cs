using Charity.Platform.Modules;

[assembly: Theme(Name = "Lakeside", Description = "The public theme: lake blue and warm neutrals, phones first.")]
