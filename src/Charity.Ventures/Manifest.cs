using Charity.Platform.Modules;

[assembly: Module(Name = "Ventures", Description = "Calls for venture projects, submissions, reviews, agreements, projects.")]
